package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class LimitBeyondBreaking extends Check {
  LimitBeyondBreaking() {
    super(
        "MS-Q066",
        "a rate limit at which the stress test broke",
        "limits.global < tests.stress.breaks, scaled from its instances to instances.max",
        "the limit lets in exactly the load that is known to break the service");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate global = limits == null ? null : limits.global();
    Capacity.Stress stress = service.capacity().stress();
    if (global == null || stress == null) {
      return;
    }
    findings.compared();
    Integer with = stress.instances();
    int max = service.instances().max();
    boolean scaled = with != null && with != max;
    double breaks =
        with == null ? stress.breaks().perSecond() : stress.breaks().perSecond() / with * max;
    if (Load.atLeast(global.perSecond(), breaks)) {
      findings
          .error(
              "overload/limits/global",
              "%s are let in, but %s broke it".formatted(global, Load.rate(breaks)))
          .with("capacity/tests/stress/breaks", "where it broke")
          .with("capacity/tests/stress/instances", "instances in the test")
          .with("instances/max", "the most that run")
          .sum(
              scaled
                  ? "%s / %d x %d = %s <= %s"
                      .formatted(stress.breaks(), with, max, Load.rate(breaks), global)
                  : "%s <= %s".formatted(stress.breaks(), global))
          .fix("lower the limit below " + Load.rate(breaks));
    }
  }
}
