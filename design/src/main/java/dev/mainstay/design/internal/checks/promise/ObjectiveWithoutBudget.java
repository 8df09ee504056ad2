package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ObjectiveWithoutBudget extends Check {
  ObjectiveWithoutBudget() {
    super(
        "MS-P003",
        "an objective that leaves no budget, or means nothing",
        "0 % < objectives.NAME.slo < 100 %",
        "at 100 % the first failed request breaks the promise for the whole window, and "
            + "nothing may ever be changed");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      double slo = objective.slo().asFraction();
      if (slo >= 1 || slo <= 0) {
        findings
            .error(
                "objectives/" + objective.name() + "/slo",
                "slo %s (expected: above 0 %% and below 100 %%)".formatted(objective.slo()))
            .with("objectives/" + objective.name() + "/over", "the window of the budget")
            .sum(
                "budget = 100 %% - %s = %s"
                    .formatted(objective.slo(), objective.slo().complement()))
            .fix("write the share that users notice, such as 99.9 %");
      }
    }
  }
}
