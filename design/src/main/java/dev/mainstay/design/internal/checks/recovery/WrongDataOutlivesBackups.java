package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class WrongDataOutlivesBackups extends RecoveryCheck {
  WrongDataOutlivesBackups() {
    super(
        "MS-R022",
        "wrong data found when every good backup is gone",
        "backup.of.NAME.keep >= corruptionFoundWithin + full",
        "replicas copy wrong data at once; only a backup from before has the right one, and it "
            + "was deleted");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration found = recovery.corruptionFoundWithin();
    if (found == null) {
      return;
    }
    for (Backup backup : recovery.backups()) {
      Duration keep = backup.keep();
      Duration full = backup.full();
      if (keep == null || full == null) {
        findings.unknown(backup(backup) + (keep == null ? "/keep" : "/full"));
        continue;
      }
      findings.compared();
      Duration needed = found.plus(full);
      if (keep.compareTo(needed) < 0) {
        findings
            .error(
                backup(backup) + "/keep",
                "kept for %s, but the last good backup may be %s old when wrong data is found"
                    .formatted(Durations.format(keep), Durations.format(needed)))
            .with("recovery/corruptionFoundWithin", "how long it may go unnoticed")
            .with(backup(backup) + "/full", "the last good one may be that much older")
            .sum(
                "%s + %s = %s > %s"
                    .formatted(
                        Durations.format(found),
                        Durations.format(full),
                        Durations.format(needed),
                        Durations.format(keep)))
            .fix("keep them for %s or longer".formatted(Durations.written(needed)));
      }
    }
  }
}
