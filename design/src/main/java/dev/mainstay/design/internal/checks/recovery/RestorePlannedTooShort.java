package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RestorePlannedTooShort extends RecoveryCheck {
  RestorePlannedTooShort() {
    super(
        "MS-R008",
        "a restore planned in less time than it takes",
        "failover.steps.restore >= backup.of.NAME.restoreTakes of each store",
        "the plan's clock runs out in its longest step, which the tests had timed already");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration planned = failover == null ? null : failover.steps().get(Step.RESTORE);
    if (planned == null) {
      return;
    }
    for (Backup backup : recovery.backups()) {
      Duration takes = backup.restoreTakes();
      if (takes == null) {
        findings.unknown(backup(backup) + "/restoreTakes");
        continue;
      }
      findings.compared();
      if (takes.compareTo(planned) > 0) {
        findings
            .error(
                Steps.path(Step.RESTORE),
                "%s planned, but %s takes %s to restore"
                    .formatted(Durations.format(planned), backup.of(), Durations.format(takes)))
            .with(backup(backup) + "/restoreTakes", "as tested")
            .sum("%s > %s".formatted(Durations.format(takes), Durations.format(planned)))
            .fix("plan %s, or restore faster".formatted(Durations.written(takes)));
      }
    }
  }
}
