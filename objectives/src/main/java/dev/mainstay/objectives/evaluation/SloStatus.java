package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.BudgetWindow.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an objective stands.
 *
 * @param window the budget's at {@code asOf}
 * @param target the share aimed at, 0 to 1; of a composite the weighted mean
 * @param indicator the share of good in the window, 0 to 1; NaN when it is not known
 * @param events within the window, or slices where the budget is counted in them; of a composite
 *     those of all parts together
 * @param rates burn rates, by growing window
 * @param burns the multi-window rules, the most urgent first
 * @param parts more than one of a composite
 * @param watchedSince since when samples are counted
 * @param unknown why the indicator is not known, one line; null when it is
 */
public record SloStatus(
    String service,
    String name,
    Instant asOf,
    Span window,
    double target,
    double indicator,
    Budget budget,
    Events events,
    List<Rate> rates,
    List<Burn> burns,
    List<Part> parts,
    Instant watchedSince,
    @Nullable String unknown) {
  public SloStatus {
    rates = List.copyOf(rates);
    burns = List.copyOf(burns);
    parts = List.copyOf(parts);
  }

  /** What a budget is counted in. */
  public enum Unit {
    EVENTS,
    SLICES,
    /** Of composites: no unit is common to the parts. */
    SHARES
  }

  /**
   * What may be bad within the window. While less than the window was watched, all of it is taken
   * to have the traffic of the part that was.
   *
   * @param allowed in the unit; NaN while nothing is known, and of composites
   * @param spent in the unit
   * @param remaining share of the budget: 1 untouched, 0 used up, negative overspent
   * @param allowedMinutes of complete failure that the window allows, excluded times left out
   * @param remainingMinutes the same for what remains; NaN while nothing is known
   */
  public record Budget(
      Unit unit,
      double allowed,
      double spent,
      double remaining,
      double allowedMinutes,
      double remainingMinutes) {}

  /**
   * How fast the budget was spent.
   *
   * @param burnRate at 1 the budget lasts exactly its window; NaN without events
   * @param total events, or slices, within {@code window}
   */
  public record Rate(Duration window, double burnRate, double total) {}

  /**
   * Whether a rule says that the budget burns too fast.
   *
   * @param rule such as {@code fast-burn}
   * @param factor burn rate that both windows must exceed
   */
  public record Burn(
      String rule, Duration longWindow, Duration shortWindow, double factor, boolean burning) {}

  /** One indicator of several. */
  public record Part(String name, double weight, double target, double indicator, Budget budget) {}
}
