package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.time.Duration;

final class TestEndsBeforeScaling extends Check {
  TestEndsBeforeScaling() {
    super(
        "MS-Q053",
        "a load test that ends before scaling",
        "tests.load.for > scale.upAfter + each.startup, where the test needs more than "
            + "instances.min",
        "the test never saw the instances that the autoscaler adds, nor what adding them does to "
            + "the pools and to the load of the others");
  }

  @Override
  public void check(Service service, Findings findings) {
    Capacity.Test load = service.capacity().load();
    Scaling scaling = service.instances().scaling();
    Rate capacity = service.instances().capacity();
    if (load == null || scaling == null || load.instances() != null || capacity == null) {
      return;
    }
    int needed = (int) Math.min(1e6, Load.instancesFor(load.rate().perSecond(), capacity));
    int min = service.instances().min();
    if (needed <= min) {
      return;
    }
    findings.compared();
    // a default accuses nobody
    Duration startup =
        findings.isWritten("instances/each/startup")
            ? service.instances().startup()
            : Duration.ZERO;
    Duration ready = scaling.upAfter().plus(startup);
    if (load.lasted().compareTo(ready) <= 0) {
      findings
          .error(
              "capacity/tests/load/for",
              "a test of %s, but the first instance is added after %s"
                  .formatted(Durations.format(load.lasted()), Durations.format(ready)))
          .with("instances/scale/upAfter", "until scaling begins")
          .with("instances/each/startup", "until a new instance helps")
          .with("instances/min", "too few for the test's rate")
          .sum(
              "%s <= %s + %s = %s"
                  .formatted(
                      Durations.format(load.lasted()),
                      Durations.format(scaling.upAfter()),
                      Durations.format(startup),
                      Durations.format(ready)))
          .fix("test several times as long");
    }
  }
}
