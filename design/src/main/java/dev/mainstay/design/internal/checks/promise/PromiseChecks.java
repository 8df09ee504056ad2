package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of promise. */
public final class PromiseChecks {
  public static final List<Check> ALL =
      List.of(
          new ObjectiveNotStricter(),
          new DependenciesBelowObjective(),
          new ObjectiveWithoutBudget(),
          new ThresholdBeyondDeadline(),
          new ThresholdBelowDependencies(),
          new BudgetBelowOneRequest());

  private PromiseChecks() {}
}
