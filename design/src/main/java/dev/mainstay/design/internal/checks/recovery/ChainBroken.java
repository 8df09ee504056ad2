package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class ChainBroken extends RecoveryCheck {
  ChainBroken() {
    super(
        "MS-R015",
        "increments that are deleted before the next full backup",
        "keepIncremental and keepLog >= full",
        "a restore is the last full backup and everything since; with the first increments "
            + "gone the later ones apply to nothing");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Backup backup : recovery.backups()) {
      compare(backup, "keepIncremental", backup.keepIncremental(), findings);
      compare(backup, "keepLog", backup.keepLog(), findings);
    }
  }

  private static void compare(
      Backup backup, String key, @Nullable Duration keep, Findings findings) {
    if (keep == null) {
      return;
    }
    Duration full = backup.full();
    if (full == null) {
      findings.unknown(backup(backup) + "/full");
      return;
    }
    findings.compared();
    if (keep.compareTo(full) < 0) {
      findings
          .error(
              backup(backup) + "/" + key,
              "%s %s, but a full backup comes only every %s"
                  .formatted(key, Durations.format(keep), Durations.format(full)))
          .with(backup(backup) + "/full", "the start of the next chain")
          .sum("%s < %s".formatted(Durations.format(keep), Durations.format(full)))
          .fix("keep them for %s or longer".formatted(Durations.format(full)));
    }
  }
}
