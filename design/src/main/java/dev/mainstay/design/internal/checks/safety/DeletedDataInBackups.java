package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Security;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DeletedDataInBackups extends Check {
  DeletedDataInBackups() {
    super(
        "MS-S021",
        "deleted data that lives on in backups",
        "data.NAME.deleteWithin >= keep of the backups",
        "a restore brings back what somebody was told is gone, and the authority that asks is told something untrue");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    if (recovery == null) {
      return;
    }
    for (Security.Data data : service.security().data()) {
      Duration delete = data.deleteWithin();
      if (delete == null) {
        continue;
      }
      for (Recovery.Backup backup : recovery.backups()) {
        Duration keep = backup.keep();
        if (keep == null) {
          continue;
        }
        findings.compared();
        if (delete.compareTo(keep) < 0) {
          findings
              .warning(
                  "security/data/" + data.name() + "/deleteWithin",
                  "gone within %s, but backups of %s are kept for %s"
                      .formatted(Durations.format(delete), backup.of(), Durations.format(keep)),
                  "%s is part of those backups, and single entries are not taken out of them"
                      .formatted(data.name()))
              .with("recovery/backup", "the backups")
              .sum("%s < %s".formatted(Durations.format(delete), Durations.format(keep)))
              .fix(
                  "promise %s, or encrypt each person's data with a key that is thrown away"
                      .formatted(Durations.written(keep)));
        }
      }
    }
  }
}
