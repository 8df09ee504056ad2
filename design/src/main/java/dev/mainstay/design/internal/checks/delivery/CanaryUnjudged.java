package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class CanaryUnjudged extends Check {
  CanaryUnjudged() {
    super(
        "MS-D005",
        "a canary that nothing judges",
        "a canary goes with at least one objective (or, where something else runs it, another trigger) in "
            + "delivery.rollback.when",
        "steps pass by time alone: the canary delays a bad release, but never stops it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().canary().isEmpty()) {
      return;
    }
    findings.compared();
    boolean judged =
        delivery.run() == null
            ? !delivery.rollback().triggers().isEmpty()
            : !delivery.rollback().objectives().isEmpty();
    if (!judged) {
      findings
          .error("delivery/strategy/canary", "a canary without an objective to judge it by")
          .with("delivery/rollback/when", "no objective is named here")
          .sum("%d steps, 0 judges".formatted(delivery.strategy().canary().size()))
          .fix("add an objective, and `rollback: { when: [objective NAME worse] }`");
    }
  }
}
