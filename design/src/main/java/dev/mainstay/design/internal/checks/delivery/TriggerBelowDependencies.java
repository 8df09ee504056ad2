package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TriggerBelowDependencies extends Check {
  TriggerBelowDependencies() {
    super(
        "MS-D014",
        "a latency trigger that every release sets off",
        "a latency trigger of p99 or above >= the p99 of each dependency that every request waits for",
        "good releases are rolled back again and again, until somebody switches the trigger off");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
      if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Latency latency)
          || latency.quantile().asFraction() < 0.99 - 1e-9) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (dependency.latency() == null
            || dependency.required().asFraction() < 1
            || dependency.callsPerRequest() < 1) {
          continue;
        }
        findings.compared();
        Duration p99 = dependency.latency().p99();
        if (p99.compareTo(latency.above()) > 0) {
          String path = "dependencies/" + dependency.name();
          findings
              .warning(
                  "delivery/rollback/when/" + i,
                  "rolls back at %s > %s, but %s alone has a p99 of %s"
                      .formatted(
                          latency.word(),
                          Durations.format(latency.above()),
                          dependency.name(),
                          Durations.format(p99)),
                  "every request calls %s at least once".formatted(dependency.name()))
              .with(path + "/latency/p99", "one request in a hundred waits so long for it")
              .sum("%s > %s".formatted(Durations.format(p99), Durations.format(latency.above())))
              .fix("raise the threshold above " + Durations.written(p99));
        }
      }
    }
  }
}
