package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DrillSoonerThanFailover extends RecoveryCheck {
  DrillSoonerThanFailover() {
    super(
        "MS-R035",
        "a failover drill that expects more than the failover's plan",
        "for `failover`: drills.NAME.expect.recovery >= the sum of recovery.failover.steps, or "
            + "failover.takes without steps",
        "the drill measures against a figure that the plan itself does not reach");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Duration expected = drill.expect().recovery();
      if (expected == null || !(drill.fault() instanceof Fault.Failover)) {
        continue;
      }
      Failover failover = recovery.failover();
      boolean steps = failover != null && !failover.steps().isEmpty();
      Duration planned =
          failover == null ? null : steps ? Steps.of(failover).sum() : failover.takes();
      if (failover == null || planned == null) {
        findings.unknown("recovery/failover/steps");
        continue;
      }
      findings.compared();
      if (expected.compareTo(planned) < 0) {
        findings
            .error(
                drill(drill) + "/expect/recovery",
                "%s expects the failover in %s, but it is planned with %s"
                    .formatted(drill.name(), Durations.format(expected), Durations.format(planned)))
            .with(
                steps ? "recovery/failover/steps" : "recovery/failover/takes",
                "the failover's plan")
            .sum(
                "%s < %s"
                    .formatted(
                        Durations.format(expected),
                        steps ? Steps.of(failover).words() : Durations.format(planned)))
            .fix("expect %s, or shorten the steps".formatted(Durations.written(planned)));
      }
    }
  }
}
