package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class OldVersionOnNewSchema extends Check {
  OldVersionOnNewSchema() {
    super(
        "MS-D021",
        "two versions on a schema that only one understands",
        "migrations.compatible when old and new instances run side by side",
        "from the moment of the migration until the last old instance is gone, the old ones fail");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().migrations() == null) {
      return;
    }
    findings.compared();
    if (!delivery.release().migrations().compatible() && delivery.strategy().mixesVersions()) {
      findings
          .error(
              "delivery/migrations/compatible",
              "the version before does not work with the new schema, and both run at once")
          .with("delivery/strategy", "old and new instances side by side")
          .sum("compatible: false, with two versions running")
          .fix("split the migration: expand first, contract in a later release");
    }
  }
}
