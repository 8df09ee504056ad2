package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RollingTakesAll extends Check {
  RollingTakesAll() {
    super(
        "MS-D017",
        "a rolling update that may take every instance at once",
        "rolling.unavailable < instances.min",
        "for the time of a start nobody is answered, at every deployment");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().rolling() == null) {
      return;
    }
    findings.compared();
    int min = service.instances().min();
    int missing = delivery.strategy().rolling().unavailable().down(min);
    if (missing >= min) {
      findings
          .error(
              "delivery/strategy/rolling/unavailable",
              "%s of %d instances may be missing at once"
                  .formatted(delivery.strategy().rolling().unavailable(), min))
          .with("instances/min", "all that run")
          .sum("%d - %d = %d instances left".formatted(min, missing, Math.max(0, min - missing)))
          .fix("set unavailable to 0 and surge to 1");
    }
  }
}
