package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import org.jspecify.annotations.Nullable;

final class BurnUnseen extends Check {
  /** A burn-rate rule waits for that many bad events, lest a single one decides. */
  private static final int MINIMUM_BAD = 10;

  BurnUnseen() {
    super(
        "MS-P029",
        "a burn-rate alert that the traffic is too low for",
        "(100 % - slo) x traffic.typical x over >= 10 requests, when an alert is on the objective",
        "a burn-rate rule waits for 10 bad events, lest a single one wakes somebody; here the "
            + "budget is gone before them and no alert ever fires");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      Alert alert = watching(service, objective);
      if (alert == null || objective.sli() instanceof Sli.Ratio) {
        continue;
      }
      if (!findings.isWritten("traffic/typical")) {
        findings.unknown("traffic/typical");
        continue;
      }
      findings.compared();
      double budget =
          objective.slo().complement().asFraction()
              * service.traffic().typical().perSecond()
              * Durations.seconds(objective.over().length());
      if (budget >= 1 - 1e-9 && budget < MINIMUM_BAD - 1e-9) {
        findings
            .warning(
                "alerts/" + alert.name() + "/on",
                "%s waits for %d bad requests, but the whole budget of %s is %s"
                    .formatted(alert.name(), MINIMUM_BAD, objective.name(), Numbers.of(budget)),
                "traffic is as typical as declared")
            .with("objectives/" + objective.name() + "/slo", "the budget is what this leaves")
            .with("traffic/typical", "requests that the budget is a share of")
            .sum(
                "(100 %% - %s) x %s x %s = %s < %d"
                    .formatted(
                        objective.slo(),
                        service.traffic().typical(),
                        Durations.format(objective.over().length()),
                        Numbers.of(budget),
                        MINIMUM_BAD))
            .fix("add synthetic requests, lengthen the window, or lower the slo");
      }
    }
  }

  static @Nullable Alert watching(Service service, Objective objective) {
    for (Alert alert : service.alerts()) {
      if (alert.when() instanceof Condition.BudgetBurns burns
          && (burns.objectives().isEmpty() || burns.objectives().contains(objective.name()))) {
        return alert;
      }
    }
    return null;
  }
}
