package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class LivenessOnDependency extends Check {
  LivenessOnDependency() {
    super(
        "MS-C002",
        "liveness asks a dependency",
        "health.liveness.checks is empty",
        "when the dependency fails, every healthy instance is restarted, again and again, "
            + "and comes back cold");
  }

  @Override
  public void check(Service service, Findings findings) {
    findings.compared();
    var probe = service.health().liveness();
    var checks = probe.checks();
    for (int i = 0; i < checks.size(); i++) {
      findings
          .error(
              "health/liveness/checks/" + (probe.checkTimeouts().isEmpty() ? i : checks.get(i)),
              "liveness asks %s (expected: only the process itself)".formatted(checks.get(i)))
          .with("dependencies/" + checks.get(i), "a restart does not mend it")
          .sum(
              "%s fails: %d of %d instances are restarted"
                  .formatted(checks.get(i), service.instances().min(), service.instances().min()))
          .fix("move " + checks.get(i) + " to health.readiness.checks");
    }
  }
}
