package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AlertAfterTheBudget extends Check {
  AlertAfterTheBudget() {
    super(
        "MS-A002",
        "an alert that fires when the budget is already gone",
        "(alerts.NAME.for + telemetry.every) x the required share < (100 % - slo) x over",
        "when somebody is woken, the promise for the whole window is already broken");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      double share = Harm.of(alert, service);
      if (share <= 0) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        Duration wait = alert.pending().plus(service.telemetry().every());
        double spent = Durations.seconds(wait) * share;
        double budget =
            objective.slo().complement().asFraction()
                * Durations.seconds(objective.over().length());
        findings.compared();
        if (objective.sli() instanceof Sli.Availability && spent >= budget - 1e-9 && budget > 0) {
          String path = "objectives/" + objective.name();
          findings
              .error(
                  "alerts/" + alert.name() + "/for",
                  "%s fires after %s, when the budget of %s is gone"
                      .formatted(alert.name(), Durations.format(wait), objective.name()))
              .with(path + "/slo", "the budget is what this leaves")
              .with(path + "/over", "the window")
              .sum(
                  "(%s + %s) x %s = %ss >= %s x %s = %ss"
                      .formatted(
                          Durations.format(alert.pending()),
                          Durations.format(service.telemetry().every()),
                          Numbers.percent(share),
                          Numbers.of(spent),
                          objective.slo().complement(),
                          Durations.format(objective.over().length()),
                          Numbers.of(budget)))
              .fix(
                  "shorten for to a tenth of that: "
                      + Numbers.of(budget / share / 10)
                      + "s or less");
        }
      }
    }
  }
}
