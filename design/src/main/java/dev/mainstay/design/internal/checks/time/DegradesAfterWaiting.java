package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DegradesAfterWaiting extends Check {
  DegradesAfterWaiting() {
    super(
        "MS-T032",
        "a degraded answer that comes too late to be good",
        "timeout of a dependency that degrades without a breaker < T of each objective "
            + "`duration < T`",
        "without a breaker every request finds out for itself that the dependency hangs: the "
            + "service degrades, keeps its availability and loses its latency");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      if (!(dependency.onFailure() instanceof Dependency.OnFailure.Degrade degrade)
          || dependency.breaker() != null
          || dependency.callsPerRequest() < 1) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (!(objective.sli() instanceof Objective.Sli.Latency latency)) {
          continue;
        }
        findings.compared();
        Duration worst = Retries.worst(dependency);
        if (worst.compareTo(latency.threshold()) >= 0) {
          String path = "dependencies/" + dependency.name();
          findings
              .warning(
                  path + "/timeout",
                  "each request in mode %s first waits %s for %s, which is too slow for %s"
                      .formatted(
                          degrade.mode(),
                          Durations.format(worst),
                          dependency.name(),
                          objective.name()),
                  "the dependency hangs instead of refusing at once")
              .with("objectives/" + objective.name() + "/good", "no such request is good")
              .sum(Durations.format(worst) + " >= " + Durations.format(latency.threshold()))
              .fix("add a breaker, or wait less than " + Durations.written(latency.threshold()));
        }
      }
    }
  }
}
