package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ProbeShorterThanItsCheck extends Check {
  ProbeShorterThanItsCheck() {
    super(
        "MS-T007",
        "a probe gives up before the dependency it asks can answer",
        "health.PROBE.timeout >= timeout of each dependency in health.PROBE.checks",
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
      if (probe.checks().contains(dependency.name())
          && probe.timeout().compareTo(dependency.timeout()) < 0) {
        String timeout = Durations.format(dependency.timeout());
        findings
            .error(
                path + "/timeout",
                "%s timeout %s, shorter than the %s that %s may take"
                    .formatted(
                        path.substring(path.indexOf('/') + 1),
                        Durations.format(probe.timeout()),
                        timeout,
                        dependency.name()))
            .with("dependencies/" + dependency.name() + "/timeout", "what the probe waits for")
            .sum(Durations.format(probe.timeout()) + " < " + timeout)
            .fix("raise the probe's timeout to " + timeout + " or more");
      }
    }
  }
}
