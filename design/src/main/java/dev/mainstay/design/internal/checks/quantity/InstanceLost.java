package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class InstanceLost extends Check {
  InstanceLost() {
    super(
        "MS-Q007",
        "one instance fewer does not carry the typical load",
        "(instances.min - 1) x each.capacity >= traffic.typical",
        "the crash of one instance, or its replacement in a roll-out, overloads the others at an "
            + "ordinary hour");
  }

  @Override
  public void check(Service service, Findings findings) {
    int min = service.instances().min();
    if (min < 2 || !findings.isWritten("traffic/typical")) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    double left = Load.carried(min - 1, capacity);
    double typical = service.traffic().typical().perSecond();
    if (Load.above(typical, left)) {
      findings
          .warning(
              "instances/min",
              "%d of %d instances carry %s, below the typical %s"
                  .formatted(min - 1, min, Load.rate(left), service.traffic().typical()),
              "an instance is lost while no more than the minimum runs")
          .with("traffic/typical", "the load of an ordinary hour")
          .with("instances/each/capacity", "what one instance carries")
          .sum(
              "(%d - 1) x %s = %s < %s"
                  .formatted(min, capacity, Load.rate(left), service.traffic().typical()))
          .fix(
              "run %s instances or more"
                  .formatted(Numbers.of(Load.instancesFor(typical, capacity) + 1)));
    }
  }
}
