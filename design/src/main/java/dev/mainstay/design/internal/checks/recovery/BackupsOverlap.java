package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Hours;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BackupsOverlap extends RecoveryCheck {
  BackupsOverlap() {
    super(
        "MS-R017",
        "a backup that is not finished in time",
        "backup.of.NAME.takes <= full, and <= the length of window",
        "backups run into each other or into the busy hours, and the slowest is killed half done");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Backup backup : recovery.backups()) {
      Duration takes = backup.takes();
      if (takes == null) {
        continue;
      }
      Duration full = backup.full();
      if (full != null) {
        compare(backup, takes, "full", full, findings);
      }
      Hours window = backup.window();
      if (window != null) {
        compare(backup, takes, "window", window.length(), findings);
      }
    }
  }

  private static void compare(
      Backup backup, Duration takes, String key, Duration room, Findings findings) {
    findings.compared();
    if (takes.compareTo(room) > 0) {
      findings
          .error(
              backup(backup) + "/takes",
              "a backup of %s takes %s, but %s leaves %s"
                  .formatted(backup.of(), Durations.format(takes), key, Durations.format(room)))
          .with(backup(backup) + "/" + key, "the time that there is")
          .sum("%s > %s".formatted(Durations.format(takes), Durations.format(room)))
          .fix("back up less often or incrementally, or make it faster");
    }
  }
}
