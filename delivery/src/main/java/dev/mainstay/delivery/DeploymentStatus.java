package dev.mainstay.delivery;

import dev.mainstay.design.Delivery;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with what is known of it beside its persisted state.
 *
 * @param sentence its state in one sentence
 * @param steps of its service's design
 * @param judgement the judge's word now, or its last; null when nothing was ever judged
 * @param traffic per version, the canary and the one before; empty when it was before the last
 *     start of the server
 * @param weights share of the traffic per version now
 */
public record DeploymentStatus(
    Deployment deployment,
    String sentence,
    List<Delivery.Step> steps,
    @Nullable Judgement judgement,
    List<VersionTraffic> traffic,
    Map<String, Double> weights) {
  public DeploymentStatus {
    steps = List.copyOf(steps);
    traffic = List.copyOf(traffic);
    weights = Map.copyOf(weights);
  }
}
