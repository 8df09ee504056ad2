package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class ReadinessOnLoad extends Check {
  ReadinessOnLoad() {
    super(
        "MS-C018",
        "readiness that fails under load",
        "health.readiness.failsAbove x instances.min / (instances.min - 1) <= failsAbove, which no "
            + "number of instances fulfils",
        "the fullest instance leaves and the others carry its share, so that the next one leaves: "
            + "the load takes the instances away one after another, and the last of them takes all");
  }

  @Override
  public void check(Service service, Findings findings) {
    int instances = service.instances().min();
    service
        .health()
        .readiness()
        .failsAbove()
        .forEach((resource, share) -> {
          boolean spreads = !resource.equals("disk");
          if (!spreads) {
            return;
          }
          findings.compared();
          double after = share.asFraction() * instances / (instances - 1);
          findings
              .warning(
                  "health/readiness/failsAbove/" + resource,
                  "readiness fails above %s of %s, and the other instances take over its load"
                      .formatted(share, resource),
                  "all instances carry alike, and use grows with load")
              .with("instances/min", "those that share the load")
              .sum(
                  instances == 1
                      ? "1 of 1 instance leaves: none is left"
                      : "%s x %d / %d = %s of %s on each of the others"
                          .formatted(
                              share, instances, instances - 1, Numbers.percent(after), resource))
              .fix("shed the requests above the limit with 503 instead, and stay ready");
        });
  }
}
