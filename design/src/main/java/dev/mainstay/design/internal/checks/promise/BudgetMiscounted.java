package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BudgetMiscounted extends Check {
  /** People round to two or three digits. */
  private static final double ROUNDING = 0.005;

  private static final double MEAN_MONTH = Durations.seconds(Duration.ofHours(730));

  BudgetMiscounted() {
    super(
        "MS-P010",
        "an error budget that is not what the objective leaves",
        "objectives.NAME.budget = (100 % - slo) x over, within 0.5 %; of a calendar month, of 28 "
            + "to 31 days",
        "the team spends minutes that the objective does not give, and learns of the broken "
            + "promise from the report");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : service.promises().stated()) {
      Duration declared = promise.report().budget();
      if (declared == null || promise.slo() == null) {
        continue;
      }
      findings.compared();
      double stated = Durations.seconds(declared);
      double budget = Promised.budget(promise);
      boolean month = promise.over().calendarMonth();
      double least = month ? budget * 28 / 30 : budget;
      double most = month ? budget * 31 / 30 : budget;
      if (stated >= least * (1 - ROUNDING) && stated <= most * (1 + ROUNDING)) {
        continue;
      }
      String path = Promised.path(promise);
      double ofMeanMonth = Promised.allowed(promise) * MEAN_MONTH;
      boolean meanMonth = Math.abs(stated - ofMeanMonth) <= ofMeanMonth * ROUNDING;
      var finding =
          findings
              .error(
                  path + "/budget",
                  "budget %s, but slo %s over %s leaves %s%s"
                      .formatted(
                          Numbers.time(stated),
                          promise.slo(),
                          Promised.window(promise),
                          Numbers.time(budget),
                          meanMonth ? "; it counts a mean month of 730h" : ""))
              .with(Promised.share(findings, service, promise), "the objective")
              .with(path + "/over", "the window")
              .sum(
                  "(100 %% - %s) x %s = %s <> %s"
                      .formatted(
                          promise.slo(),
                          Promised.window(promise),
                          Numbers.time(budget),
                          Numbers.time(stated)));
      finding.fix(
          "write `budget: %s`, or the window that is meant".formatted(Numbers.time(budget)));
    }
  }
}
