package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class IncrementsNoMoreOften extends RecoveryCheck {
  IncrementsNoMoreOften() {
    super(
        "MS-R016",
        "incremental backups no more often than full ones",
        "backup.of.NAME.incremental < full",
        "the increments shorten no loss; most often the two intervals were exchanged");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Backup backup : recovery.backups()) {
      Duration full = backup.full();
      Duration incremental = backup.incremental();
      if (full == null || incremental == null || incremental.equals(Backup.NEVER)) {
        continue;
      }
      findings.compared();
      if (incremental.compareTo(full) >= 0) {
        findings
            .error(
                backup(backup) + "/incremental",
                "incremental every %s, full every %s"
                    .formatted(Durations.format(incremental), Durations.format(full)))
            .with(backup(backup) + "/full", "the full backups")
            .sum("%s >= %s".formatted(Durations.format(incremental), Durations.format(full)))
            .fix("exchange the two, or drop the incremental ones");
      }
    }
  }
}
