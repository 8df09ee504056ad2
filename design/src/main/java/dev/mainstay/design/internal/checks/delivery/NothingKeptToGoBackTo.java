package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class NothingKeptToGoBackTo extends Check {
  NothingKeptToGoBackTo() {
    super(
        "MS-D025",
        "a rollback to a version that was thrown away",
        "delivery.keepVersions >= 2 when something rolls back",
        "the trigger fires and there is nothing to go back to but a build from source, in the middle of the incident");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().keepVersions() == null) {
      return;
    }
    findings.compared();
    if (delivery.release().keepVersions() < 2 && !delivery.rollback().triggers().isEmpty()) {
      findings
          .error(
              "delivery/keepVersions",
              "only the current version is kept, but rollouts are taken back")
          .with("delivery/rollback/when", "what takes a rollout back")
          .sum("keepVersions 1 - 1 current = 0 < 1 to go back to")
          .fix("keep 3: the current one, the one before, and one that is known to be good");
    }
  }
}
