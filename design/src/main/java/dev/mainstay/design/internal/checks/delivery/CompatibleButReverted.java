package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class CompatibleButReverted extends Check {
  CompatibleButReverted() {
    super(
        "MS-D023",
        "a compatible migration that a rollback undoes",
        "rollback.migrations is keep when migrations.compatible",
        "what callers wrote since into the new columns is dropped, to no gain: the old version works with the new schema");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().migrations() == null) {
      return;
    }
    findings.compared();
    if (delivery.release().migrations().compatible()
        && delivery.rollback().migrations() == Delivery.MigrationsBack.REVERT) {
      findings
          .warning(
              "delivery/rollback/migrations",
              "reverts migrations that the version before can live with",
              "the new version wrote something since")
          .with("delivery/migrations/compatible", "the version before works with the schema after")
          .sum("compatible: true, with migrations: revert")
          .fix("keep the schema in a rollback", "delivery/rollback/migrations", "keep");
    }
  }
}
