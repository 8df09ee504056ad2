package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class MaxWaitBelowWait extends Check {
  MaxWaitBelowWait() {
    super(
        "MS-T027",
        "waits between attempts that never grow as written",
        "dependencies.NAME.retry.maxWait >= wait; > wait when there is a factor above 1",
        "the backoff stops growing before it has begun: a dependency that needs a moment gets all "
            + "attempts at the same short distance");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      if (retry == null || retry.maxWait() == null) {
        continue;
      }
      findings.compared();
      String path = "dependencies/" + dependency.name() + "/retry";
      boolean grows =
          retry.factor() > 1 && retry.attempts() > 2 && findings.isWritten(path + "/factor");
      int compared = retry.maxWait().compareTo(retry.firstWait());
      if (compared < 0 || (grows && compared == 0)) {
        findings
            .error(
                path + "/maxWait",
                "no wait is longer than %s, but the first is %s%s"
                    .formatted(
                        Durations.format(retry.maxWait()),
                        Durations.format(retry.firstWait()),
                        grows ? " and each grows by " + Numbers.of(retry.factor()) : ""))
            .with(path + "/wait", "the first wait")
            .sum(
                Durations.format(retry.maxWait())
                    + (compared < 0 ? " < " : " = ")
                    + Durations.format(retry.firstWait()))
            .fix("raise maxWait, or leave it out");
      }
    }
  }
}
