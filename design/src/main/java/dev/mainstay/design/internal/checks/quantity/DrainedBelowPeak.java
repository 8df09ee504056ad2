package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Disruption;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class DrainedBelowPeak extends Check {
  DrainedBelowPeak() {
    super(
        "MS-Q068",
        "maintenance that leaves too little to carry the peak",
        "(instances.min - what instances.disruption lets go) x each.capacity >= traffic.peak",
        "nodes are drained when the cluster's owner likes, at the busy hour as well: an overload "
            + "that the budget was to prevent");
  }

  @Override
  public void check(Service service, Findings findings) {
    Disruption disruption = service.instances().disruption();
    if (disruption == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    findings.compared();
    int min = service.instances().min();
    int missing = Math.clamp(disruption.missing(min), 0, min);
    double peak = service.traffic().peak().perSecond();
    double left = (min - missing) * capacity.perSecond();
    if (missing > 0
        && Load.atLeast(min * capacity.perSecond(), peak)
        && !Load.atLeast(left, peak)) {
      findings
          .warning(
              Disruptions.path(disruption),
              "%d of %d instances away leaves %s/s, below the peak of %s"
                  .formatted(missing, min, Numbers.of(left), service.traffic().peak()),
              "nodes are also drained at the peak")
          .with("instances/min", "instances that always run")
          .with("instances/each/capacity", "what one carries")
          .with("traffic/peak", "what comes")
          .sum(
              "(%d - %d) x %s = %s/s < %s"
                  .formatted(min, missing, capacity, Numbers.of(left), service.traffic().peak()))
          .fix("run one instance more, or let fewer go at once");
    }
  }
}
