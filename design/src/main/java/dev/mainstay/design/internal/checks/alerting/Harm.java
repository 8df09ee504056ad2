package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;

/** What share of the requests fails while an alert's condition holds. */
final class Harm {
  private Harm() {}

  /** From 0 to 1; 0 also when it cannot be told. */
  static double of(Alert alert, Service service) {
    return switch (alert.when()) {
      case Condition.DependencyFails fails ->
          service.dependencies().stream()
              .filter(dependency -> dependency.name().equals(fails.dependency()))
              .mapToDouble(dependency -> dependency.required().asFraction())
              .findFirst()
              .orElse(0);
      case Condition.TooFewReady few -> few.atLeast() == 1 ? 1 : 0;
      case Condition.BudgetBurns ignored -> 0;
      case Condition.Threshold ignored -> 0;
    };
  }
}
