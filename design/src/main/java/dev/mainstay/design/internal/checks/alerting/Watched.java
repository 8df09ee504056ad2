package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;

/** Whether somebody hears of an objective. */
final class Watched {
  private Watched() {}

  /** Whether an alert is on the objective's budget. */
  static boolean is(Objective objective, Service service) {
    return service.alerts().stream().anyMatch(alert -> watches(alert, objective));
  }

  static boolean watches(Alert alert, Objective objective) {
    return alert.when() instanceof Condition.BudgetBurns burns
        && (burns.objectives().isEmpty() || burns.objectives().contains(objective.name()));
  }
}
