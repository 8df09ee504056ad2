package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class IrreversibleWithoutBackup extends Check {
  IrreversibleWithoutBackup() {
    super(
        "MS-D034",
        "a migration without a way back and without a copy",
        "migrations.reversible, or backup among delivery.before, or a continuous log in recovery.backup",
        "a migration that goes wrong takes everything written since the last backup with it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().migrations() == null) {
      return;
    }
    findings.compared();
    boolean backupFirst = delivery.release().before().contains(Delivery.PreCheck.BACKUP);
    boolean log =
        service.recovery() != null
            && service.recovery().backups().stream().anyMatch(backup -> backup.log() != null);
    if (!delivery.release().migrations().reversible() && !backupFirst && !log) {
      findings
          .warning(
              "delivery/migrations/reversible",
              "no way back, and no backup is made before",
              "a migration changes or removes data")
          .with("delivery/before", "what is done first")
          .with("recovery/backup", "what is kept anyhow")
          .sum("ways back 0, backups before 0, logs 0")
          .fix("add `backup` to delivery.before");
    }
  }
}
