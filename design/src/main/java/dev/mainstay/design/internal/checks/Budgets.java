package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** Error budgets as time: how long everything may fail within the window. */
public final class Budgets {
  private Budgets() {}

  /** (100 % - slo) x window. */
  public static Duration of(Objective objective) {
    return Numbers.times(objective.over().length(), objective.slo().complement().asFraction());
  }

  /** The availability objective that allows the smallest share of failures. */
  public static Optional<Objective> strictestAvailability(Service service) {
    return service.objectives().stream()
        .filter(objective -> objective.sli() instanceof Sli.Availability)
        .max(Comparator.comparing(Objective::slo));
  }

  /** The availability objective whose budget is the shortest time. */
  public static Optional<Objective> shortestAvailability(Service service) {
    return service.objectives().stream()
        .filter(objective -> objective.sli() instanceof Sli.Availability)
        .min(Comparator.comparing(Budgets::of));
  }
}
