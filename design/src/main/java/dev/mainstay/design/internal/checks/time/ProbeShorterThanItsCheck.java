package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ProbeShorterThanItsCheck extends Check {
  ProbeShorterThanItsCheck() {
    super(
        "MS-T007",
        "a probe gives up before the dependency it asks can answer",
        "health.PROBE.timeout >= the time that each dependency in health.PROBE.checks has",
        "a dependency that is slow but within its own timeout makes every instance "
            + "unready at once");
  }

  @Override
  public void check(Service service, Findings findings) {
    check("health/liveness", service.health().liveness(), service, findings);
    check("health/readiness", service.health().readiness(), service, findings);
  }

  private static void check(String path, Probe probe, Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      if (!probe.checks().contains(dependency.name())) {
        continue;
      }
      findings.compared();
      Duration own = probe.checkTimeouts().get(dependency.name());
      Duration needed = own == null ? dependency.timeout() : own;
      if (probe.timeout().compareTo(needed) < 0) {
        String timeout = Durations.written(needed);
        findings
            .error(
                path + "/timeout",
                "%s timeout %s, shorter than the %s that %s may take"
                    .formatted(
                        path.substring(path.indexOf('/') + 1),
                        Durations.format(probe.timeout()),
                        timeout,
                        dependency.name()))
            .with(
                own == null
                    ? "dependencies/" + dependency.name() + "/timeout"
                    : path + "/checks/" + dependency.name(),
                "what the probe waits for")
            .sum(Durations.format(probe.timeout()) + " < " + timeout)
            .fix("raise the probe's timeout to " + timeout + " or more");
      }
    }
  }
}
