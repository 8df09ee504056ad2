package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class DrillLeavesNothing extends RecoveryCheck {
  DrillLeavesNothing() {
    super(
        "MS-R028",
        "a drill that leaves too few instances for the load",
        "(instances.min - drills.NAME.blast.instances) x instances.each.capacity >= "
            + "traffic.typical, in production",
        "the drill is the outage that it was to prevent");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Integer hit = drill.blast().instances();
      if (hit == null || !drill.inProduction()) {
        continue;
      }
      Rate each = service.instances().capacity();
      if (each == null || !findings.isWritten("traffic/typical")) {
        findings.unknown(each == null ? "instances/each/capacity" : "traffic/typical");
        continue;
      }
      findings.compared();
      int left = Math.max(0, service.instances().min() - hit);
      double carried = left * each.perSecond();
      Rate typical = service.traffic().typical();
      if (carried < typical.perSecond() - 1e-9) {
        findings
            .warning(
                drill(drill) + "/blast/instances",
                "%s leaves %d of %d instances, which carry %s/s of %s"
                    .formatted(
                        drill.name(),
                        left,
                        service.instances().min(),
                        Numbers.of(carried),
                        typical),
                "the drill runs at typical traffic and no more instances than the minimum")
            .with("instances/min", "running")
            .with("instances/each/capacity", "carried by one")
            .with("traffic/typical", "to be carried")
            .sum(
                "(%d - %d) x %s = %s/s < %s"
                    .formatted(service.instances().min(), hit, each, Numbers.of(carried), typical))
            .fix("hit fewer instances, or run more during the drill");
      }
    }
  }
}
