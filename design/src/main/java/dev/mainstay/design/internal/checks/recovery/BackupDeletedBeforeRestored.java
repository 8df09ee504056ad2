package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BackupDeletedBeforeRestored extends RecoveryCheck {
  BackupDeletedBeforeRestored() {
    super(
        "MS-R014",
        "backups that are gone before a restore is tested",
        "backup.of.NAME.keep >= restoreTest",
        "backups that cannot be restored are noticed at the next test, when the last good one "
            + "was deleted");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Backup backup : recovery.backups()) {
      Duration keep = backup.keep();
      Duration test = backup.restoreTest();
      if (keep == null) {
        continue;
      }
      if (test == null) {
        findings.unknown(backup(backup) + "/restoreTest");
        continue;
      }
      findings.compared();
      if (test.compareTo(keep) > 0) {
        boolean never = test.equals(Backup.NEVER);
        findings
            .error(
                backup(backup) + "/restoreTest",
                never
                    ? "restores of %s are never tested".formatted(backup.of())
                    : "restores of %s are tested every %s, backups kept for %s"
                        .formatted(backup.of(), Durations.format(test), Durations.format(keep)))
            .with(backup(backup) + "/keep", "then they are deleted")
            .sum(
                "%s > %s"
                    .formatted(never ? "never" : Durations.format(test), Durations.format(keep)))
            .fix("test at least every %s".formatted(Durations.written(keep)));
      }
    }
  }
}
