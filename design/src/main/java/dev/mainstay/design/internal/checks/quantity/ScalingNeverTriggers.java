package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Scaling.Band;
import dev.mainstay.design.Scaling.Measure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

final class ScalingNeverTriggers extends Check {
  ScalingNeverTriggers() {
    super(
        "MS-Q013",
        "an autoscaler that acts only after an instance is beyond its capacity",
        "for one measure of instances.scale: each.busy / what the instance has >= up",
        "the instance is already at the load that it can carry, and no measure asks for another "
            + "one: requests queue while the autoscaler sees room");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null || scaling.bands().containsKey(Measure.REQUESTS)) {
      return;
    }
    List<String> sums = new ArrayList<>();
    Measure first = null;
    for (Map.Entry<Measure, Band> entry : scaling.bands().entrySet()) {
      String resource = entry.getKey().key();
      Double busy = Used.share(service, State.BUSY, resource);
      if (busy == null) {
        findings.unknown(Used.missing(service, State.BUSY, resource));
        return;
      }
      if (Load.atLeast(busy, entry.getValue().up().asFraction())) {
        findings.compared();
        return;
      }
      first = first == null ? entry.getKey() : first;
      sums.add(Used.sum(service, State.BUSY, resource, busy) + " < " + entry.getValue().up());
    }
    if (first != null) {
      findings
          .error(
              "instances/scale/" + first.key() + "/up",
              "an instance at its capacity does not reach %s of %s"
                  .formatted(Objects.requireNonNull(scaling.bands().get(first)).up(), first.key()))
          .with(Used.path(State.BUSY, first.key()), "in use at its capacity")
          .with("instances/each/" + first.key(), "what it has")
          .with("instances/each/capacity", "the load meanwhile")
          .sum(String.join(", ", sums))
          .fix("lower `up` below that, or scale by `requests`");
    }
  }
}
