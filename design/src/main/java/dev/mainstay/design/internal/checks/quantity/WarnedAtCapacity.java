package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Overload.Thresholds;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.quantity.Used.State;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.util.List;

final class WarnedAtCapacity extends Check {
  WarnedAtCapacity() {
    super(
        "MS-Q062",
        "a warning at every ordinary peak",
        "where the peak brings the instances to their capacity: each.busy / what the instance has <"
            + " overload.*.warn",
        "people learn to ignore the warning, because it comes every day and nothing happens");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null || !findings.isWritten("traffic/peak")) {
      return;
    }
    Rate peak = service.traffic().peak();
    Running running = Running.atPeak(service);
    if (service.instances().scaling() != null && running.instances() < service.instances().max()) {
      return;
    }
    double share = Math.min(1, peak.perSecond() / running.instances() / capacity.perSecond());
    for (Resource resource : List.of(Resource.CPU, Resource.MEMORY)) {
      Thresholds thresholds = service.overload().resources().get(resource);
      Percentage warn = thresholds == null ? null : thresholds.warn();
      Double busy = Used.share(service, State.BUSY, resource.key());
      if (warn == null || busy == null) {
        continue;
      }
      findings.compared();
      if (share == 1 && Load.atLeast(busy, warn.asFraction())) {
        findings
            .warning(
                "overload/" + resource.key() + "/warn",
                "%s: people are told at %s, and the peak uses %s"
                    .formatted(resource.key(), warn, Numbers.percent(busy)),
                "the peak spreads evenly")
            .with(Used.path(State.BUSY, resource.key()), "in use at the capacity")
            .with("traffic/peak", "the load")
            .with("instances/min", "always running")
            .with("instances/each/capacity", "what one instance carries")
            .sum(
                "%s / %d >= %s, and %s >= %s"
                    .formatted(
                        peak,
                        running.instances(),
                        capacity,
                        Used.sum(service, State.BUSY, resource.key(), busy),
                        warn))
            .fix("run more instances, give each more, or raise `warn`");
      }
    }
  }
}
