package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Budgets;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DetectionBurnsBudget extends Check {
  DetectionBurnsBudget() {
    super(
        "MS-T013",
        "one dead instance burns the error budget before readiness notices",
        "health.readiness.every x failures / instances.min <= (100 % - slo) x window of each "
            + "availability objective",
        "until the probe has failed often enough, the dead instance gets its share of the "
            + "requests and all of them fail: a single crash breaks the promise");
  }

  @Override
  public void check(Service service, Findings findings) {
    var objective = Budgets.shortestAvailability(service);
    if (objective.isEmpty() || objective.get().slo().complement().fraction().signum() == 0) {
      return;
    }
    findings.compared();
    Health.Probe readiness = service.health().readiness();
    int instances = service.instances().min();
    Duration lost = readiness.detection().dividedBy(instances);
    Duration budget = Budgets.of(objective.get());
    boolean written =
        findings.isWritten("health/readiness/every")
            || findings.isWritten("health/readiness/failures");
    if (written && lost.compareTo(budget) > 0) {
      findings
          .warning(
              "health/readiness/failures",
              "a dead instance is noticed after %s, which costs more than the budget of %s"
                  .formatted(Durations.format(readiness.detection()), Durations.format(budget)),
              "an instance dies at once and its requests are not repeated elsewhere")
          .with("objectives/" + objective.get().name() + "/slo", "the promise")
          .with("instances/min", "the share of the requests that it gets")
          .sum(
              "%d x %s / %d = %s > %s"
                  .formatted(
                      readiness.failures(),
                      Durations.format(readiness.every()),
                      instances,
                      Durations.format(lost),
                      Durations.format(budget)))
          .fix("probe more often, run more instances, or promise less");
    }
  }
}
