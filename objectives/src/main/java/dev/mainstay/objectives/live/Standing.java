package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective;
import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.objectives.ObjectiveStatus;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document's objective and how it stands.
 *
 * @param status at the last tick; null while what is stored is still being counted
 * @param usedUp that its budget is, as it was last known; null when it is not
 * @param unknown why it is not known how it stands, or null
 * @param corrections that hold for it, the oldest first
 */
public record Standing(
    Slo slo,
    @Nullable SloStatus status,
    @Nullable UsedUp usedUp,
    @Nullable String unknown,
    List<Correction> corrections) {
  public Standing {
    corrections = List.copyOf(corrections);
  }

  /** What is left of the budget. While that is not known, what was known last holds. */
  public Left left() {
    if (status != null && unknown == null) {
      return Left.of(status);
    }
    return usedUp != null
        ? usedUp.left()
        : new Left(slo.service(), slo.name(), Double.NaN, Double.NaN, Double.NaN, unknown);
  }

  /**
   * How it stands in the terms of a design's objective; null while nothing is known. Windows that
   * follow a calendar count as long as the present one.
   */
  public @Nullable ObjectiveStatus asObjective() {
    if (status == null) {
      return null;
    }
    SloStatus.Budget budget = status.budget();
    boolean month =
        slo.window() instanceof BudgetWindow.Calendar calendar
            && calendar.count() == 1
            && calendar.unit() == BudgetWindow.Unit.MONTH;
    Duration window = status.window().length();
    Duration observed = Duration.between(status.watchedSince(), status.asOf());
    return new ObjectiveStatus(
        slo.service(),
        slo.name(),
        Percentage.ofFraction(status.target()),
        null,
        new Objective.Window(window, month),
        unknown == null ? status.indicator() : Double.NaN,
        status.events().total() - status.events().bad(),
        status.events().total(),
        new ObjectiveStatus.Budget(
            budget.allowed(),
            budget.spent(),
            unknown == null ? budget.remaining() : Double.NaN,
            budget.allowedMinutes(),
            unknown == null ? budget.remainingMinutes() : Double.NaN),
        status.rates().stream()
            .map(rate ->
                new ObjectiveStatus.WindowRate(rate.window(), rate.burnRate(), rate.total()))
            .toList(),
        status.burns().stream()
            .map(burn ->
                new ObjectiveStatus.BurnAlert(
                    burn.rule(),
                    burn.longWindow(),
                    burn.shortWindow(),
                    burn.factor(),
                    burn.burning() && unknown == null))
            .toList(),
        status.asOf(),
        observed.compareTo(window) > 0 ? window : observed,
        null,
        unknown);
  }
}
