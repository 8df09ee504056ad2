package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Breakers;
import dev.mainstay.design.internal.checks.Budgets;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.Power;
import dev.mainstay.kernel.Durations;
import java.util.Objects;

final class BreakerOpensByChance extends Check {
  BreakerOpensByChance() {
    super(
        "MS-T019",
        "a breaker that chance alone keeps open longer than the objective allows",
        "rate of failures x P(the others of the last calls that are needed also failed) x openFor "
            + "x required <= 100 % - slo, at the availability that the dependency promises",
        "the dependency keeps its promise, and the breaker turns its few failures into outages");
  }

  @Override
  public void check(Service service, Findings findings) {
    var objective = Budgets.strictestAvailability(service);
    if (objective.isEmpty()) {
      return;
    }
    double allowed = objective.get().slo().complement().asFraction();
    for (Dependency dependency : service.dependencies()) {
      var breaker = dependency.breaker();
      var availability = dependency.availability();
      if (breaker == null || dependency.required().fraction().signum() == 0) {
        continue;
      }
      if (availability == null || !findings.isWritten("traffic/typical")) {
        findings.unknown(
            availability == null
                ? "dependencies/" + dependency.name() + "/availability"
                : "traffic/typical");
        continue;
      }
      findings.compared();
      double failing = availability.complement().asFraction();
      double calls = Breakers.callsPerSecond(service, dependency);
      int others = breaker.threshold() - 1;
      double chance = others == 0 ? 1 : Power.atLeast(others, breaker.of() - 1L, failing);
      double openings = calls * failing * chance;
      double cycle = openings * Durations.seconds(breaker.openFor());
      double open = cycle / (1 + cycle) * dependency.required().asFraction();
      if (open > allowed * (1 + 1e-9) && failing > 0) {
        report(dependency, objective.get(), new double[] {calls, chance, open}, findings);
      }
    }
  }

  private static void report(
      Dependency dependency, Objective objective, double[] numbers, Findings findings) {
    var breaker = Objects.requireNonNull(dependency.breaker());
    var availability = Objects.requireNonNull(dependency.availability());
    String path = "dependencies/" + dependency.name();
    findings
        .warning(
            path + "/breaker",
            "the breaker of %s is open %s of the time while %s keeps its promise of %s"
                .formatted(
                    dependency.name(),
                    Numbers.percent(numbers[2]),
                    dependency.name(),
                    availability),
            "failures are independent of each other and traffic is typical")
        .with(path + "/availability", "the failures that are to be expected")
        .with("objectives/" + objective.name() + "/slo", "what is promised")
        .with("traffic/typical", "the calls that it counts")
        .sum(
            "%s/s x %s x %s x %s, of which %s required: %s open > %s"
                .formatted(
                    Numbers.of(numbers[0]),
                    availability.complement(),
                    Numbers.percent(numbers[1]),
                    Durations.format(breaker.openFor()),
                    dependency.required(),
                    Numbers.percent(numbers[2]),
                    objective.slo().complement()))
        .fix("let a larger share of more calls open it, such as 50 % of 20");
  }
}
