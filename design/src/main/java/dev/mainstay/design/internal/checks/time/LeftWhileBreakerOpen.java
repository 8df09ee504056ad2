package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class LeftWhileBreakerOpen extends Check {
  LeftWhileBreakerOpen() {
    super(
        "MS-T031",
        "a mode that is left while the breaker is still open",
        "degradation.NAME.leave.for >= breaker.openFor of the dependency",
        "while the breaker is open no call is slow and none fails, so the numbers look healed: the "
            + "mode is left, the first call fails, the mode is entered again");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      var leave = mode.leave();
      if (leave == null || leave.recovery() instanceof DegradationMode.Recovery.Works) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        var breaker = dependency.breaker();
        if (breaker == null || !dependency.name().equals(leave.recovery().dependency())) {
          continue;
        }
        findings.compared();
        if (leave.lasting().compareTo(breaker.openFor()) < 0) {
          String openFor = Durations.written(breaker.openFor());
          findings
              .warning(
                  "degradation/" + mode.name() + "/leave",
                  "mode %s is left after %s of good calls, but the breaker of %s lets none through for %s"
                      .formatted(
                          mode.name(),
                          Durations.format(leave.lasting()),
                          dependency.name(),
                          openFor),
                  "calls that the breaker refuses are not counted")
              .with("dependencies/" + dependency.name() + "/breaker/openFor", "no call is made")
              .sum(Durations.format(leave.lasting()) + " < " + openFor)
              .fix("leave only `for: " + openFor + "` or longer");
        }
      }
    }
  }
}
