package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TriggerLooserThanPage extends Check {
  TriggerLooserThanPage() {
    super(
        "MS-D010",
        "a release that wakes people but is not rolled back",
        "errors in delivery.rollback.when <= 14.4 x (100 % - slo), the rate that pages",
        "somebody is woken by a release that the machine still takes for good, and rolls back by hand what was to be automatic");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Objective.Sli.Availability)
          || !paged(service, objective)
          || delivery.rollback().objectives().contains(objective.name())) {
        continue;
      }
      double page = 14.4 * objective.slo().complement().asFraction();
      for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
        if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Errors errors)) {
          continue;
        }
        findings.compared();
        double above = errors.above().asFraction();
        if (above > page * (1 + 1e-9)) {
          double burn = above / objective.slo().complement().asFraction();
          Duration gone = Numbers.times(objective.over().length(), 1 / burn);
          findings
              .warning(
                  "delivery/rollback/when/" + i,
                  "a release that fails up to %s stays, though %s already pages"
                      .formatted(errors.above(), Numbers.percent(page)),
                  "the page is the usual one hour at 14.4 times the budget's pace")
              .with("objectives/" + objective.name() + "/slo", "the budget that the page watches")
              .sum(
                  "%s > 14.4 x %s = %s; at %s the budget of %s is gone in %s"
                      .formatted(
                          errors.above(),
                          objective.slo().complement(),
                          Numbers.percent(page),
                          errors.above(),
                          Durations.format(objective.over().length()),
                          Durations.format(Duration.ofMinutes(gone.toMinutes()))))
              .fix(
                  "roll back at %s or less, or add `objective %s worse`"
                      .formatted(Numbers.percent(page), objective.name()));
        }
      }
    }
  }

  private static boolean paged(Service service, Objective objective) {
    return objective.slo().asFraction() < 1
        && service.alerts().stream()
            .anyMatch(alert ->
                alert.when() instanceof Alert.Condition.BudgetBurns burns
                    && (burns.objectives().isEmpty()
                        || burns.objectives().contains(objective.name())));
  }
}
