package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class ErrorsBelowTheAlert extends Check {
  ErrorsBelowTheAlert() {
    super(
        "MS-P030",
        "an error alert that lets the budget go by unseen",
        "without an alert on the objective: the error rate of the alert / traffic.typical <= "
            + "100 % - slo",
        "errors just below the alert's threshold go on for as long as they like and eat the "
            + "budget many times over");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Sli.Availability)
          || BurnUnseen.watching(service, objective) != null) {
        continue;
      }
      for (Alert alert : service.alerts()) {
        if (alert.when() instanceof Condition.Threshold errors && countsErrors(errors)) {
          compare(service, objective, alert, errors.value(), findings);
        }
      }
    }
  }

  private static void compare(
      Service service, Objective objective, Alert alert, double errors, Findings findings) {
    if (!findings.isWritten("traffic/typical")) {
      findings.unknown("traffic/typical");
      return;
    }
    findings.compared();
    double share = errors / service.traffic().typical().perSecond();
    double allowed = objective.slo().complement().asFraction();
    if (share > allowed + 1e-12 && allowed > 0) {
      double gone = allowed * Durations.seconds(objective.over().length()) / Math.min(1, share);
      findings
          .warning(
              "alerts/" + alert.name() + "/when",
              "%s is silent below %s/s, which spends the budget of %s in %s"
                  .formatted(
                      alert.name(), Numbers.of(errors), objective.name(), Numbers.time(gone)),
              "traffic is as typical as declared")
          .with("objectives/" + objective.name() + "/slo", "the budget is what this leaves")
          .with("traffic/typical", "the errors are a share of these")
          .sum(
              "%s/s / %s = %s > 100 %% - %s = %s"
                  .formatted(
                      Numbers.of(errors),
                      service.traffic().typical(),
                      Numbers.percent(share),
                      objective.slo(),
                      objective.slo().complement()))
          .fix("add an alert `on: objectives`, which follows the budget");
    }
  }

  private static boolean countsErrors(Condition.Threshold alert) {
    return alert.rate()
        && alert.comparison() == Comparison.ABOVE
        && alert.selector().metric().equals("http_server_requests_total")
        && alert.selector().labels().getOrDefault("status", "").startsWith("5");
  }
}
