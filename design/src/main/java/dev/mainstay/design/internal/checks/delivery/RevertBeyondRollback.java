package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RevertBeyondRollback extends Check {
  RevertBeyondRollback() {
    super(
        "MS-D024",
        "migrations that take longer to undo than the rollback may",
        "migrations.takes <= rollback.within when a rollback reverts them",
        "the way back is late by the time of the migration, with tables locked meanwhile");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null
        || delivery.release().migrations() == null
        || delivery.rollback().migrations() != Delivery.MigrationsBack.REVERT) {
      return;
    }
    Duration takes = delivery.release().migrations().takes();
    if (takes == null) {
      findings.unknown("delivery/migrations/takes");
      return;
    }
    if (!findings.isWritten("delivery/rollback/within")) {
      findings.unknown("delivery/rollback/within");
      return;
    }
    findings.compared();
    Duration within = delivery.rollback().within();
    if (takes.compareTo(within) > 0) {
      findings
          .warning(
              "delivery/rollback/within",
              "rollback within %s, but a migration takes %s"
                  .formatted(Durations.format(within), Durations.format(takes)),
              "undoing a migration takes as long as making it")
          .with("delivery/migrations/takes", "a migration")
          .with("delivery/rollback/migrations", "undone with the rollback")
          .sum("%s > %s".formatted(Durations.format(takes), Durations.format(within)))
          .fix("make migrations compatible and keep them, or allow " + Durations.written(takes));
    }
  }
}
