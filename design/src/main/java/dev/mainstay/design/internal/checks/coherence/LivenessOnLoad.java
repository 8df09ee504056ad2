package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class LivenessOnLoad extends Check {
  LivenessOnLoad() {
    super(
        "MS-C019",
        "liveness that fails under load",
        "health.liveness.failsAbove is empty",
        "a busy instance is restarted with everything that it had in hand, and its callers come "
            + "back to those that are left");
  }

  @Override
  public void check(Service service, Findings findings) {
    Health.Probe liveness = service.health().liveness();
    Duration away = service.instances().startup();
    liveness
        .failsAbove()
        .forEach((resource, share) -> {
          findings.compared();
          findings
              .error(
                  "health/liveness/failsAbove/" + resource,
                  "an instance above %s of %s is restarted".formatted(share, resource))
              .with("instances/each/startup", "how long it is away")
              .sum(
                  "after %d x %s it is away for %s, and %d instances carry the load of %d"
                      .formatted(
                          liveness.failures(),
                          Durations.format(liveness.every()),
                          Durations.format(away),
                          service.instances().min() - 1,
                          service.instances().min()))
              .fix("shed load above the limit, and let an alert tell of a leak");
        });
  }
}
