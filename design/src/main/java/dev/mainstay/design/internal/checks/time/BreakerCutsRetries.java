package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class BreakerCutsRetries extends Check {
  BreakerCutsRetries() {
    super(
        "MS-T017",
        "the breaker opens before one request's retries are over",
        "failures that open the breaker >= retry.attempts",
        "one unlucky request opens the breaker with its own attempts, and everybody else's calls "
            + "are refused");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var breaker = dependency.breaker();
      var retry = dependency.retry();
      if (breaker == null || retry == null || retry.attempts() == 1) {
        continue;
      }
      findings.compared();
      if (breaker.threshold() < retry.attempts()) {
        String path = "dependencies/" + dependency.name();
        findings
            .warning(
                path + "/breaker",
                "the breaker of %s opens after %d failures, but one request makes %d attempts"
                    .formatted(dependency.name(), breaker.threshold(), retry.attempts()),
                "each attempt counts as a call, as it does in the toolkit")
            .with(path + "/retry/attempts", "attempts of one request")
            .sum("%d < %d".formatted(breaker.threshold(), retry.attempts()))
            .fix("let more failures open it than one request can cause");
      }
    }
  }
}
