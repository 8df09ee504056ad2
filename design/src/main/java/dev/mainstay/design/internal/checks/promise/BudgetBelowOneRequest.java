package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class BudgetBelowOneRequest extends Check {
  BudgetBelowOneRequest() {
    super(
        "MS-P006",
        "an error budget of less than one request",
        "(100 % - slo) x traffic.typical x over >= 1 request",
        "one failed request in the whole window breaks the objective and wakes somebody");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!findings.isWritten("traffic/typical")) {
      return;
    }
    for (Objective objective : service.objectives()) {
      double requests =
          service.traffic().typical().perSecond() * Durations.seconds(objective.over().length());
      double budget = requests * objective.slo().complement().asFraction();
      if (!(objective.sli() instanceof Sli.Ratio)
          && objective.slo().asFraction() < 1
          && budget < 1 - 1e-9) {
        String path = "objectives/" + objective.name();
        findings
            .warning(
                path + "/slo",
                "slo %s over %s allows %s failed requests"
                    .formatted(
                        objective.slo(),
                        Durations.format(objective.over().length()),
                        Numbers.of(budget)),
                "traffic is as typical as declared")
            .with("traffic/typical", "requests that the budget is a share of")
            .with(path + "/over", "the window")
            .sum(
                "%s x %s x %s = %s < 1"
                    .formatted(
                        objective.slo().complement(),
                        service.traffic().typical(),
                        Durations.format(objective.over().length()),
                        Numbers.of(budget)))
            .fix("lower the slo, lengthen the window, or add synthetic requests");
      }
    }
  }
}
