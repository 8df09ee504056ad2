package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class RetryWithoutJitter extends Check {
  RetryWithoutJitter() {
    super(
        "MS-C007",
        "retries without jitter",
        "dependencies.NAME.retry.jitter above 0 %",
        "callers that fail together come back together, and overload what is just " + "recovering");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      if (retry != null && retry.attempts() > 1) {
        findings.compared();
      }
      if (retry != null && retry.attempts() > 1 && retry.jitter().fraction().signum() == 0) {
        double calls = service.traffic().peak().perSecond() * dependency.callsPerRequest();
        findings
            .warning(
                "dependencies/" + dependency.name() + "/retry/jitter",
                "retries to %s all wait the same time".formatted(dependency.name()),
                "many calls fail at the same moment")
            .with("traffic/peak", "this many callers wait together")
            .sum(
                "%s x %s = %s calls of each second come back exactly %s later"
                    .formatted(
                        service.traffic().peak(),
                        Numbers.of(dependency.callsPerRequest()),
                        Numbers.of(calls),
                        Durations.format(retry.firstWait())))
            .fix(
                "write `jitter: 50 %`, or leave it out",
                "dependencies/" + dependency.name() + "/retry/jitter", "50 %");
      }
    }
  }
}
