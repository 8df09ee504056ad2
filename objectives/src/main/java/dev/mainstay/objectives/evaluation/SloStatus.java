package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.BurnRate;
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
 * @param agreement how what is promised by contract stands over the same window; null when nothing
 *     is, or while nothing is known
 * @param excluded what exclusions take out of the window; of a composite none
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
    @Nullable Agreement agreement,
    List<Excluded> excluded,
    @Nullable String unknown) {
  public SloStatus {
    rates = List.copyOf(rates);
    burns = List.copyOf(burns);
    parts = List.copyOf(parts);
    excluded = List.copyOf(excluded);
  }

  /** The same, but that it is not known how the objective stands. */
  public SloStatus notKnown(String why) {
    return new SloStatus(
        service,
        name,
        asOf,
        window,
        target,
        Double.NaN,
        budget.notKnown(),
        events,
        rates.stream().map(rate -> new Rate(rate.window, Double.NaN, rate.total)).toList(),
        burns.stream().map(Burn::silent).toList(),
        parts,
        watchedSince,
        agreement == null || agreement.within != null ? agreement : agreement.notKnown(why),
        excluded,
        why);
  }

  /** The same, with how the contract stands. */
  public SloStatus with(@Nullable Agreement other) {
    return new SloStatus(
        service,
        name,
        asOf,
        window,
        target,
        indicator,
        budget,
        events,
        rates,
        burns,
        parts,
        watchedSince,
        other,
        excluded,
        unknown);
  }

  /**
   * This objective as what a contract promises.
   *
   * @param within its threshold
   */
  public Agreement asAgreement(Duration within) {
    return new Agreement(target, indicator, budget, burns, within, unknown);
  }

  /** Whether it is known that nothing of the budget is left. */
  public boolean isUsedUp() {
    return unknown == null && budget.remaining <= 0;
  }

  /** Whether it is known that what is promised by contract is not kept. */
  public boolean isAgreementBroken() {
    return agreement != null && agreement.unknown == null && agreement.budget.remaining <= 0;
  }

  /** How much of the window was watched. */
  public Duration observed() {
    Instant begin = watchedSince.isAfter(window.begin()) ? watchedSince : window.begin();
    Duration observed = Duration.between(begin, asOf);
    return observed.isNegative() ? Duration.ZERO : observed;
  }

  /**
   * What is promised by contract, over the objective's window.
   *
   * @param target the share promised, 0 to 1
   * @param indicator the share of good events in the window, 0 to 1; NaN when it is not known
   * @param burns as of the objective, with the budget that the contract allows
   * @param within the threshold of a latency by which events are good here; null when they are the
   *     objective's own
   * @param unknown why it is not known how the contract stands, one line; null when it is
   */
  public record Agreement(
      double target,
      double indicator,
      Budget budget,
      List<Burn> burns,
      @Nullable Duration within,
      @Nullable String unknown) {
    public Agreement {
      burns = List.copyOf(burns);
    }

    Agreement notKnown(String why) {
      return new Agreement(
          target,
          Double.NaN,
          budget.notKnown(),
          burns.stream().map(Burn::silent).toList(),
          within,
          why);
    }
  }

  /**
   * What an exclusion takes out of the window.
   *
   * @param events that were counted in its time, whatever other exclusions say of it
   */
  public record Excluded(Instant from, Instant until, Events events) {}

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
      double remainingMinutes) {
    Budget notKnown() {
      return new Budget(unit, Double.NaN, Double.NaN, Double.NaN, allowedMinutes, Double.NaN);
    }
  }

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
   * @param rule such as {@code fast-burn}, or what an alert policy calls it
   * @param shortWindow the long one again where a policy asks for one window
   * @param factor burn rate that both windows must exceed, or that a policy compares with
   */
  public record Burn(
      String rule, Duration longWindow, Duration shortWindow, double factor, boolean burning) {
    Burn silent() {
      return new Burn(rule, longWindow, shortWindow, factor, false);
    }

    /** What a policy asks for when nothing is known; whether that is so is said by the status. */
    static Burn noData(String rule) {
      return new Burn(rule, Duration.ZERO, Duration.ZERO, 0, false);
    }

    /** Whether it is one of the multi-window, multi-burn-rate method. */
    public boolean ofMethod() {
      return BurnRate.FAST.contains(rule) || BurnRate.SLOW.contains(rule);
    }

    /** Whether it is about data that is missing, not about a budget that burns. */
    public boolean isNoData() {
      return longWindow.isZero();
    }
  }

  /** One indicator of several. */
  public record Part(String name, double weight, double target, double indicator, Budget budget) {}
}
