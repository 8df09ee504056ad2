package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Budgets;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BreakerBurnsBudget extends Check {
  BreakerBurnsBudget() {
    super(
        "MS-T018",
        "a breaker that, opened once, burns the whole error budget",
        "breaker.openFor x required <= (100 % - slo) x window of each availability objective",
        "a hiccup of a second opens it, and the requests it refuses afterwards are failures of "
            + "this service's own making");
  }

  @Override
  public void check(Service service, Findings findings) {
    var objective = Budgets.shortestAvailability(service);
    if (objective.isEmpty() || objective.get().slo().complement().fraction().signum() == 0) {
      return;
    }
    Duration budget = Budgets.of(objective.get());
    for (Dependency dependency : service.dependencies()) {
      var breaker = dependency.breaker();
      if (breaker == null || dependency.required().fraction().signum() == 0) {
        continue;
      }
      findings.compared();
      Duration lost = Numbers.times(breaker.openFor(), dependency.required().asFraction());
      if (lost.compareTo(budget) > 0) {
        String path = "dependencies/" + dependency.name();
        findings
            .error(
                path + "/breaker/openFor",
                "the breaker of %s stays open for %s, but the budget of %s is %s"
                    .formatted(
                        dependency.name(),
                        Durations.format(breaker.openFor()),
                        objective.get().name(),
                        Durations.format(budget)))
            .with("objectives/" + objective.get().name() + "/slo", "the promise")
            .with(path + "/required", "the share of the requests that fail meanwhile")
            .sum(
                "%s x %s = %s > %s x %s = %s"
                    .formatted(
                        Durations.format(breaker.openFor()),
                        dependency.required(),
                        Durations.format(lost),
                        objective.get().slo().complement(),
                        Durations.format(objective.get().over().length()),
                        Durations.format(budget)))
            .fix("shorten openFor, or promise less");
      }
    }
  }
}
