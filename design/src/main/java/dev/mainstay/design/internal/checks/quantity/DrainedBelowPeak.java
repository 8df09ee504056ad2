package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Disruption;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Remaining;

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
    Remaining.tooFew(service, findings, disruption::missing)
        .ifPresent(remaining ->
            remaining
                .prove(
                    findings.warning(
                        Disruptions.path(disruption),
                        remaining.message("away"),
                        "nodes are also drained at the peak"),
                    "instances that always run")
                .fix("run one instance more, or let fewer go at once"));
  }
}
