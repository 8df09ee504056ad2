package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

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
    for (Promise promise : service.promises().stated()) {
      Percentage slo = promise.slo();
      if (slo == null) {
        continue;
      }
      findings.compared();
      if (slo.asFraction() >= 1 || slo.asFraction() <= 0) {
        findings
            .error(
                Promised.share(findings, service, promise),
                "slo %s (expected: above 0 %% and below 100 %%)".formatted(slo))
            .with(Promised.path(promise) + "/over", "the window of the budget")
            .sum("budget = 100 %% - %s = %s".formatted(slo, slo.complement()))
            .fix("write the share that users notice, such as 99.9 %");
      }
    }
  }
}
