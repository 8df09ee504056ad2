package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class NoWayBack extends Check {
  NoWayBack() {
    super(
        "MS-D022",
        "a rollback to a version that cannot use the database",
        "a rollback needs migrations that are compatible, or reversible and reverted",
        "the way back is taken automatically, and the old version fails on the new schema: two outages instead of one");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().migrations() == null) {
      return;
    }
    findings.compared();
    Delivery.Migrations migrations = delivery.release().migrations();
    boolean reverts = delivery.rollback().migrations() == Delivery.MigrationsBack.REVERT;
    if (reverts && !migrations.reversible()) {
      findings
          .error(
              "delivery/rollback/migrations",
              "a rollback reverts migrations that cannot be reverted")
          .with("delivery/migrations/reversible", "no way back is prepared")
          .sum("migrations: revert, but reversible: false")
          .fix("prepare the way back of each migration, or make them compatible and keep them");
    } else if (!reverts && !migrations.compatible() && !delivery.rollback().triggers().isEmpty()) {
      findings
          .error(
              "delivery/rollback/when",
              "taken back automatically to a version that does not work with the new schema")
          .with("delivery/migrations/compatible", "the version before needs the schema before")
          .with("delivery/rollback/migrations", "the schema stays as it is")
          .sum("compatible: false, with migrations: keep")
          .fix("make migrations compatible, or revert them with the rollback");
    }
  }
}
