package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class RetryAfterTooSoon extends Check {
  RetryAfterTooSoon() {
    super(
        "MS-T006",
        "callers are told to come back while the breaker is still open",
        "dependencies.NAME.onFailure.retryAfter >= dependencies.NAME.breaker.openFor",
        "every caller that obeys Retry-After comes back to a certain failure, all of them "
            + "together");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var breaker = dependency.breaker();
      if (breaker != null
          && dependency.onFailure() instanceof OnFailure.FailFast failFast
          && failFast.retryAfter() != null) {
        findings.compared();
        if (failFast.retryAfter().compareTo(breaker.openFor()) >= 0) {
          continue;
        }
        String path = "dependencies/" + dependency.name();
        String openFor = Durations.written(breaker.openFor());
        String retryAfter = Durations.written(failFast.retryAfter());
        findings
            .error(
                path + "/onFailure/retryAfter",
                "retryAfter %s, but the breaker of %s stays open for %s"
                    .formatted(retryAfter, dependency.name(), openFor))
            .with(path + "/breaker/openFor", "no call goes through before this")
            .sum(retryAfter + " < " + openFor)
            .fix("raise retryAfter to " + openFor + " or more");
      }
    }
  }
}
