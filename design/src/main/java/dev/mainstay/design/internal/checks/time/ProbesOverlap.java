package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ProbesOverlap extends Check {
  ProbesOverlap() {
    super(
        "MS-T004",
        "a probe's timeout is longer than its interval",
        "health.PROBE.timeout <= health.PROBE.every",
        "probes pile up on an instance that is already slow, and the verdicts come in the "
            + "wrong order");
  }

  @Override
  public void check(Service service, Findings findings) {
    check("health/liveness", service.health().liveness(), findings);
    check("health/readiness", service.health().readiness(), findings);
  }

  private static void check(String path, Probe probe, Findings findings) {
    findings.compared();
    if (probe.timeout().compareTo(probe.every()) > 0) {
      String every = Durations.written(probe.every());
      findings
          .error(
              path + "/timeout",
              "%s timeout %s, longer than its interval of %s"
                  .formatted(
                      path.substring(path.indexOf('/') + 1),
                      Durations.format(probe.timeout()),
                      every))
          .with(path + "/every", "the next probe starts after this")
          .sum(Durations.format(probe.timeout()) + " > " + every)
          .fix("shorten the timeout to " + every + " or less");
    }
  }
}
