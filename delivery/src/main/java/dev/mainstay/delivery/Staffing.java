package dev.mainstay.delivery;

import dev.mainstay.delivery.DeliveryPlan.ServicePlan;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many instances of each version there are to be. */
final class Staffing {
  private Staffing() {}

  /**
   * By version; one that is not in it is to have none.
   *
   * @param stable null before the first version has all traffic
   * @param active null when no deployment is under way
   */
  static Map<String, Integer> of(
      ServicePlan plan, @Nullable String stable, @Nullable Deployment active, Instant now) {
    var wanted = new TreeMap<String, Integer>();
    int count = plan.instances().count();
    if (stable != null) {
      wanted.put(stable, count);
    }
    if (active != null) {
      Deployment.Progress progress = active.progress();
      switch (progress.phase()) {
        case STARTING ->
            wanted.put(
                active.version(),
                active.previous() == null || active.origin().steps() == 0
                    ? count
                    : canaries(plan, 1));
        case BAKING ->
            wanted.put(
                active.version(), canaries(plan, progress.step() + (progress.isOver(now) ? 1 : 0)));
        case PROMOTING, PROMOTED -> wanted.put(active.version(), count);
        case ROLLING_BACK, ROLLED_BACK, FAILED -> wanted.remove(active.version());
      }
    }
    return wanted;
  }

  /**
   * Instances that carry a step; all of them after the last step.
   *
   * @param step from 1
   */
  static int canaries(ServicePlan plan, int step) {
    int count = plan.instances().count();
    var steps = plan.rollout().steps();
    if (step > steps.size()) {
      return count;
    }
    double weight = steps.get(step - 1).weight().asFraction();
    return Math.max(1, (int) Math.ceil(count * weight - 1e-9));
  }
}
