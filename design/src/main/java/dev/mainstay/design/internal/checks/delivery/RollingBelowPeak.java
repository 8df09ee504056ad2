package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Remaining;

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
    Remaining.tooFew(service, findings, delivery.strategy().rolling().unavailable()::down)
        .ifPresent(remaining ->
            remaining
                .prove(
                    findings.warning(
                        "delivery/strategy/rolling/unavailable",
                        remaining.message("missing"),
                        "it is also deployed at the peak"),
                    "instances that usually run")
                .fix("set unavailable to 0 and let surge do the work, or run one instance more"));
  }
}
