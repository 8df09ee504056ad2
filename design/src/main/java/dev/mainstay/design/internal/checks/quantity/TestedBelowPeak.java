package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class TestedBelowPeak extends Check {
  TestedBelowPeak() {
    super(
        "MS-Q050",
        "a load test below the peak",
        "tests.load.rate, scaled from its instances to instances.max, >= traffic.peak",
        "the first test at the designed load is run by the customers");
  }

  @Override
  public void check(Service service, Findings findings) {
    Capacity.Test load = service.capacity().load();
    if (load == null) {
      return;
    }
    if (!findings.isWritten("traffic/peak")) {
      findings.unknown("traffic/peak");
      return;
    }
    findings.compared();
    Integer with = load.instances();
    int max = service.instances().max();
    boolean scaled = with != null && with != max;
    double shown = load.rate().perSecond() * (with != null ? (double) max / with : 1);
    Rate peak = service.traffic().peak();
    if (Load.above(peak.perSecond(), shown)) {
      findings
          .error(
              "capacity/tests/load/rate",
              "tested with %s, below the peak of %s".formatted(load.rate(), peak))
          .with("traffic/peak", "the load that it is designed for")
          .with("capacity/tests/load/instances", "that carried the test")
          .sum(
              scaled
                  ? "%s / %d x %d = %s < %s"
                      .formatted(load.rate(), with, max, Load.rate(shown), peak)
                  : "%s < %s".formatted(load.rate(), peak))
          .fix("test with " + peak + " or more, and with some headroom");
    }
  }
}
