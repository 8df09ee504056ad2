package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class CapacityBelowPeak extends Check {
  CapacityBelowPeak() {
    super(
        "MS-Q002",
        "instances that cannot carry the load",
        "instances.min x each.capacity >= traffic.peak and traffic.burst.rate; with instances.scale"
            + " it is instances.max that must carry them, and MS-Q008 looks at the burst",
        "requests queue and time out at the load that the service was designed for");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null || !findings.isWritten("traffic/peak")) {
      return;
    }
    findings.compared();
    compare(service, capacity, "traffic/peak", service.traffic().peak(), findings);
    var burst = service.traffic().burst();
    if (burst != null && burst.rate().compareTo(service.traffic().peak()) > 0) {
      compare(service, capacity, "traffic/burst/rate", burst.rate(), findings);
    }
  }

  private static void compare(
      Service service, Rate capacity, String path, Rate load, Findings findings) {
    int min = service.instances().min();
    int max = service.instances().max();
    boolean scaled = service.instances().scaling() != null;
    double atMin = min * capacity.perSecond();
    double atMax = max * capacity.perSecond();
    String fix =
        "run %s instances or more"
            .formatted(Numbers.of(Math.ceil(load.perSecond() / capacity.perSecond())));
    if (atMax < load.perSecond() * (1 - 1e-12)) {
      findings
          .error(
              "instances/max",
              "%d instances carry %s/s at most, below %s".formatted(max, Numbers.of(atMax), load))
          .with(path, "the load to carry")
          .with("instances/each/capacity", "what one instance carries")
          .sum("%d x %s = %s/s < %s".formatted(max, capacity, Numbers.of(atMax), load))
          .fix(fix);
    } else if (atMin < load.perSecond() * (1 - 1e-12) && !scaled) {
      findings
          .warning(
              "instances/min",
              "%d instances carry %s/s, below %s".formatted(min, Numbers.of(atMin), load),
              "the load rises faster than somebody starts more instances")
          .with(path, "the load to carry")
          .with("instances/each/capacity", "what one instance carries")
          .sum("%d x %s = %s/s < %s".formatted(min, capacity, Numbers.of(atMin), load))
          .fix(fix);
    }
  }
}
