package dev.mainstay.server.internal.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How objectives of OpenSLO documents stand, by the samples that are stored.
 *
 * @param at Unix seconds
 */
public record EvaluationView(double at, List<Objective> objectives) {
  public EvaluationView {
    objectives = List.copyOf(objectives);
  }

  /**
   * One objective; what is not known is null.
   *
   * @param level how much of the budget is left: {@code healthy}, {@code warning}, {@code
   *     critical}, {@code exhausted}, {@code unknown}
   * @param target the share aimed at, 0 to 1
   * @param indicator the share of good in the window, 0 to 1
   * @param from where the budget's window begins, in Unix seconds
   * @param until where it ends
   * @param unknown why the indicator is not known
   */
  public record Objective(
      String service,
      String name,
      String level,
      double target,
      @Nullable Double indicator,
      double from,
      double until,
      Budget budget,
      List<Rate> rates,
      Forecast forecast,
      @Nullable String unknown) {}

  /**
   * The budget.
   *
   * @param unit {@code events}, {@code slices}, or {@code shares} of a composite
   * @param remaining share: 1 untouched, 0 used up, negative overspent
   */
  public record Budget(
      String unit,
      @Nullable Double allowed,
      @Nullable Double spent,
      @Nullable Double remaining,
      double allowedMinutes,
      @Nullable Double remainingMinutes) {}

  /**
   * A burn rate.
   *
   * @param window such as {@code 1h}
   */
  public record Rate(String window, @Nullable Double burnRate) {}

  /** When the budget will be used up, in Unix seconds; null when not before {@code until}. */
  public record Forecast(
      @Nullable Double likely,
      @Nullable Double earliest,
      @Nullable Double latest,
      @Nullable Double until,
      String basis) {}
}
