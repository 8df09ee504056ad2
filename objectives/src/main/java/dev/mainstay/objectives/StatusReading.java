package dev.mainstay.objectives;

import dev.mainstay.design.Objective;
import dev.mainstay.objectives.ObjectiveStatus.Budget;
import dev.mainstay.objectives.ObjectiveStatus.BurnAlert;
import dev.mainstay.objectives.ObjectiveStatus.WindowRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads an objective's status from its counts.
 *
 * <p>A history shorter than a window gives the burn rate of what was observed. A rule, however,
 * takes the time before the first look for good, at the traffic seen since: ten seconds of failure
 * must not burn "over three days" because the service was first seen a minute ago. So it needs as
 * many bad seconds in its window on the first day as on the hundredth. The budget is likewise
 * always the whole window's: the events of the observed part, projected to the window, times the
 * share that may be bad. What is spent is the bad events seen; in minutes, the observed time times
 * the share of bad events. Both ways give the same remaining share, and once the whole window was
 * observed nothing is projected. A calendar month begins and ends in UTC.
 *
 * @param counts events from the first time to the second, which is {@code now}
 */
record StatusReading(
    String service,
    Objective objective,
    Instant watchedSince,
    Instant now,
    BiFunction<Instant, Instant, Counts> counts) {
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3));
  private static final Duration FORECAST_FROM = Duration.ofHours(1);
  private static final double MINUTE_MILLIS = 60_000;

  /**
   * The status as of {@code now}.
   *
   * @param problem why the counts cannot be trusted, or null
   * @param whyNothing why there are no events, in case there are none
   */
  ObjectiveStatus status(@Nullable String problem, String whyNothing) {
    Instant begin = begin();
    Instant seenFrom = watchedSince.isAfter(begin) ? watchedSince : begin;
    Duration observed = Duration.between(seenFrom, now);
    if (observed.isNegative()) {
      observed = Duration.ZERO;
    }
    Counts counted = counts.apply(begin, now);
    double compliance = counted.total() > 0 ? 1 - counted.bad() / counted.total() : Double.NaN;
    String unknown = problem != null ? problem : counted.total() > 0 ? null : whyNothing;
    boolean usable = problem == null;
    Budget budget = budget(counted, observed, unknown == null);
    return new ObjectiveStatus(
        service,
        objective.name(),
        objective.slo(),
        objective.sla(),
        objective.over(),
        usable ? compliance : Double.NaN,
        counted.total() - counted.bad(),
        counted.total(),
        budget,
        rates(counted, usable),
        alerts(usable),
        now,
        observed,
        unknown == null ? exhaustedIn(budget) : null,
        unknown);
  }

  /** When the budget's window that holds {@code now} begins. */
  private Instant begin() {
    return objective.over().calendarMonth()
        ? month().atStartOfDay(ZoneOffset.UTC).toInstant()
        : now.minus(objective.over().length());
  }

  private Duration length() {
    return objective.over().calendarMonth()
        ? Duration.ofDays(month().lengthOfMonth())
        : objective.over().length();
  }

  private LocalDate month() {
    return now.atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
  }

  private BigDecimal allowed() {
    return objective.slo().complement().fraction();
  }

  private Budget budget(Counts counted, Duration observed, boolean known) {
    double allowed = allowed().doubleValue();
    double totalMinutes = length().toMillis() / MINUTE_MILLIS * allowed;
    if (!known || !observed.isPositive()) {
      return new Budget(Double.NaN, Double.NaN, Double.NaN, totalMinutes, Double.NaN);
    }
    double projection = Math.max(1, length().toMillis() / (double) observed.toMillis());
    double totalRequests = counted.total() * allowed * projection;
    double spent = counted.bad();
    double remaining = 1 - spent / totalRequests;
    return new Budget(totalRequests, spent, remaining, totalMinutes, totalMinutes * remaining);
  }

  private List<WindowRate> rates(Counts counted, boolean usable) {
    var rates = new ArrayList<WindowRate>();
    for (Duration window : WINDOWS) {
      if (window.compareTo(objective.over().length()) < 0) {
        rates.add(rate(window, over(window), usable));
      }
    }
    rates.add(rate(objective.over().length(), counted, usable));
    return rates;
  }

  private WindowRate rate(Duration window, Counts counted, boolean usable) {
    double rate =
        usable && counted.total() > 0
            ? counted.bad() / counted.total() / allowed().doubleValue()
            : Double.NaN;
    return new WindowRate(window, rate, counted.total());
  }

  private Counts over(Duration window) {
    return counts.apply(now.minus(window), now);
  }

  private List<BurnAlert> alerts(boolean usable) {
    return BurnRule.of(objective).stream()
        .map(rule ->
            new BurnAlert(
                rule.name(),
                rule.longWindow(),
                rule.shortWindow(),
                rule.factor().doubleValue(),
                usable
                    && rule.burns(
                        projected(rule.longWindow(), over(rule.longWindow())),
                        projected(rule.shortWindow(), over(rule.shortWindow())),
                        allowed())))
        .toList();
  }

  /** The counts of a window as they would be had it been watched from its begin and been good. */
  private Counts projected(Duration window, Counts seen) {
    Duration watched = Duration.between(watchedSince, now);
    if (watched.compareTo(window) >= 0 || !watched.isPositive()) {
      return seen;
    }
    double total = seen.total() * ((double) window.toNanos() / watched.toNanos());
    return new Counts(total - seen.bad(), total);
  }

  private @Nullable Duration exhaustedIn(Budget budget) {
    double rate = rate(FORECAST_FROM, over(FORECAST_FROM), true).burnRate();
    if (!(rate > 0) || !(budget.remainingFraction() > 0)) {
      return null;
    }
    double millis = budget.remainingFraction() * length().toMillis() / rate;
    return millis > length().toMillis() ? null : Duration.ofMillis((long) millis);
  }
}
