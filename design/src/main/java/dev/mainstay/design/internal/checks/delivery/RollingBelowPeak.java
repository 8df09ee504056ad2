package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class RollingBelowPeak extends Check {
  RollingBelowPeak() {
    super(
        "MS-D016",
        "a rolling update that leaves too little to carry the peak",
        "(instances.min - rolling.unavailable) x each.capacity >= traffic.peak",
        "each deployment at a busy hour is an overload that the design made itself");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().rolling() == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    findings.compared();
    int min = service.instances().min();
    int missing = delivery.strategy().rolling().unavailable().down(min);
    double peak = service.traffic().peak().perSecond();
    double left = Math.max(0, min - missing) * capacity.perSecond();
    boolean carriesOtherwise = min * capacity.perSecond() >= peak * (1 - 1e-12);
    if (missing > 0 && carriesOtherwise && left < peak * (1 - 1e-12)) {
      findings
          .warning(
              "delivery/strategy/rolling/unavailable",
              "%d of %d instances missing leaves %s/s, below the peak of %s"
                  .formatted(missing, min, Numbers.of(left), service.traffic().peak()),
              "it is also deployed at the peak")
          .with("instances/min", "instances that usually run")
          .with("instances/each/capacity", "what one carries")
          .with("traffic/peak", "what comes")
          .sum(
              "(%d - %d) x %s = %s/s < %s"
                  .formatted(min, missing, capacity, Numbers.of(left), service.traffic().peak()))
          .fix("set unavailable to 0 and let surge do the work, or run one instance more");
    }
  }
}
