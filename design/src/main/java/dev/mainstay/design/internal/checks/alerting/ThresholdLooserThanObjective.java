package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class ThresholdLooserThanObjective extends Check {
  ThresholdLooserThanObjective() {
    super(
        "MS-A019",
        "a rate of errors that breaks the objective and fires no alert",
        "alerts.NAME.when: rate(REQUESTS{status=\"5…\"}) > N/s, with N <= (100 % - slo) "
            + "x traffic.typical, unless an alert is on the objective",
        "errors stay just below the threshold for weeks, and the promise breaks "
            + "without a page");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)
          || threshold.comparison() != Comparison.ABOVE
          || !threshold.selector().metric().equals(RateBeyondTraffic.REQUESTS)
          || !threshold.selector().labels().getOrDefault("status", "").startsWith("5")) {
        continue;
      }
      for (Objective objective : service.objectives()) {
        if (!(objective.sli() instanceof Sli.Availability) || Watched.is(objective, service)) {
          continue;
        }
        if (!findings.isWritten("traffic/typical")) {
          findings.unknown("traffic/typical");
          continue;
        }
        findings.compared();
        double left = objective.slo().complement().asFraction();
        double allowed = left * service.traffic().typical().perSecond();
        if (threshold.value() > allowed + 1e-9) {
          findings
              .error(
                  "alerts/" + alert.name() + "/when",
                  "%s fires above %s/s, but %s is broken above %s/s"
                      .formatted(
                          alert.name(),
                          Numbers.of(threshold.value()),
                          objective.name(),
                          Numbers.of(allowed)))
              .with("objectives/" + objective.name() + "/slo", "no alert is on this objective")
              .with("traffic/typical", "the traffic that errors are a share of")
              .sum(
                  "%s/s > %s x %s = %s/s"
                      .formatted(
                          Numbers.of(threshold.value()),
                          Numbers.percent(left),
                          service.traffic().typical(),
                          Numbers.of(allowed)))
              .fix(
                  "add an alert `on: [%s]`, which follows the traffic".formatted(objective.name()));
        }
      }
    }
  }
}
