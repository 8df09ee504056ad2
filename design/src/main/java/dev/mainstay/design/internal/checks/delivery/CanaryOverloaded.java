package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;

final class CanaryOverloaded extends Check {
  CanaryOverloaded() {
    super(
        "MS-D028",
        "a canary that gets more traffic than it can carry",
        "weight x traffic.peak <= strategy.instancesPerStep x each.capacity, for the first step",
        "the canary fails from overload, not from its code, and a good release is rolled back");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null
        || delivery.strategy().canary().isEmpty()
        || delivery.strategy().instancesPerStep() == null) {
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
    Percentage weight = delivery.strategy().canary().getFirst().weight();
    int instances = delivery.strategy().instancesPerStep();
    double comes = weight.asFraction() * service.traffic().peak().perSecond();
    double carries = instances * capacity.perSecond();
    if (comes > carries * (1 + 1e-9)) {
      findings
          .warning(
              "delivery/strategy/canary/0/weight",
              "the canary gets %s/s, and %d x %s carry %s/s"
                  .formatted(Numbers.of(comes), instances, capacity, Numbers.of(carries)),
              "it is also deployed at the peak")
          .with("delivery/strategy/instancesPerStep", "instances of the new version")
          .with("instances/each/capacity", "what one carries")
          .with("traffic/peak", "of which the canary gets a share")
          .sum(
              "%s x %s = %s/s > %d x %s = %s/s"
                  .formatted(
                      weight,
                      service.traffic().peak(),
                      Numbers.of(comes),
                      instances,
                      capacity,
                      Numbers.of(carries)))
          .fix(
              "start %d instances of the new version, or give it less weight"
                  .formatted((int) Math.ceil(comes / capacity.perSecond() - 1e-9)));
    }
  }
}
