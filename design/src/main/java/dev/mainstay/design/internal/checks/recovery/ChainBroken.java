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
        "increments that are deleted before the backup that follows",
        "keepIncremental >= full; keepLog >= incremental, or full when there are no increments",
        "a restore is the last full backup and everything since; with the first increments "
            + "gone the later ones apply to nothing");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Backup backup : recovery.backups()) {
      compare(backup, "keepIncremental", backup.keepIncremental(), "full", backup.full(), findings);
      Duration incremental = backup.incremental();
      boolean increments = incremental != null && !incremental.equals(Backup.NEVER);
      compare(
          backup,
          "keepLog",
          backup.keepLog(),
          increments ? "incremental" : "full",
          increments ? incremental : backup.full(),
          findings);
    }
  }

  private static void compare(
      Backup backup,
      String key,
      @Nullable Duration keep,
      String next,
      @Nullable Duration every,
      Findings findings) {
    if (keep == null) {
      return;
    }
    if (every == null) {
      findings.unknown(backup(backup) + "/" + next);
      return;
    }
    findings.compared();
    if (keep.compareTo(every) < 0) {
      findings
          .error(
              backup(backup) + "/" + key,
              "%s %s, but the next %s backup comes only after %s"
                  .formatted(key, Durations.format(keep), next, Durations.format(every)))
          .with(backup(backup) + "/" + next, "what it must reach")
          .sum("%s < %s".formatted(Durations.format(keep), Durations.format(every)))
          .fix("keep them for %s or longer".formatted(Durations.written(every)));
    }
  }
}
