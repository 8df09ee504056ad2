package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RollingCannotMove extends Check {
  RollingCannotMove() {
    super(
        "MS-D018",
        "a rolling update that cannot replace anything",
        "rolling.unavailable + rolling.surge >= 1 instance",
        "Kubernetes refuses the update, or it waits forever for a place that never comes free");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().rolling() == null) {
      return;
    }
    findings.compared();
    int min = service.instances().min();
    Delivery.Rolling rolling = delivery.strategy().rolling();
    int missing = rolling.unavailable().down(min);
    int more = rolling.surge().up(min);
    if (missing + more == 0) {
      findings
          .error(
              "delivery/strategy/rolling",
              "none of %d instances may be missing and none may be added".formatted(min))
          .with("delivery/strategy/rolling/unavailable", "a share is rounded down")
          .with("delivery/strategy/rolling/surge", "a share is rounded up")
          .sum("%d + %d = 0".formatted(missing, more))
          .fix("set surge to 1");
    }
  }
}
