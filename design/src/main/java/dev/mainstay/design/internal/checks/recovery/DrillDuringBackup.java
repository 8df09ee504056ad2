package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Hours;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;

final class DrillDuringBackup extends RecoveryCheck {
  DrillDuringBackup() {
    super(
        "MS-R024",
        "a drill while the backup runs",
        "recovery.drills.NAME.window and backup.of.NAME.window have no minute in common",
        "the drill's fault breaks the backup, or the backup's load fails the drill; either way "
            + "nothing was learned and the night has no backup");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Hours drilled = drill.window();
      if (drilled == null || !drill.inProduction()) {
        continue;
      }
      for (Backup backup : recovery.backups()) {
        Hours saved = backup.window();
        if (saved == null) {
          findings.unknown(backup(backup) + "/window");
          continue;
        }
        findings.compared();
        if (drilled.overlaps(saved)) {
          findings
              .error(
                  drill(drill) + "/window",
                  "%s runs in production while %s is backed up"
                      .formatted(drill.name(), backup.of()))
              .with(backup(backup) + "/window", "the backup")
              .sum("%s overlaps %s".formatted(drilled, saved))
              .fix("move the drill out of " + saved);
        }
      }
    }
  }
}
