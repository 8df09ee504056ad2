package dev.mainstay.objectives.evaluation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a budget will be used up.
 *
 * <p>The bad events (or slices) of the last 24 whole hours, 6 at least, are taken for a sample of
 * the hours to come: independent, and alike. After h hours as many as h times their mean will have
 * been added, give or take 1.645 standard deviations times &radic;(h + h&sup2;/n), where the second
 * term is that the mean itself is known from n hours only. What leaves a rolling window in the
 * meantime is known from the past and given back. The budget is used up at the first hour at which
 * as much is spent as remains now: as the mean says, and at either end of the 90 % interval.
 *
 * <p>It does not know of seasons (a quiet Sunday says little of Monday), deployments, or traffic
 * that grows, and failures come in bursts, so that the interval is too narrow after a day that was
 * calm or had one outage. It looks no further than one window ahead, or to the period's end.
 *
 * @param likely null when that is not before {@code until}
 * @param earliest the early end of the interval, null as above
 * @param latest the late end of the interval, null as above
 * @param until how far it looks; null when there is no forecast
 * @param basis what it rests on, or why there is none; one line
 */
public record Forecast(
    @Nullable Instant likely,
    @Nullable Instant earliest,
    @Nullable Instant latest,
    @Nullable Instant until,
    String basis) {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int MOST_HOURS = 24;
  private static final int FEWEST_HOURS = 6;
  private static final double NINETY_PERCENT = 1.645;

  static Forecast none(String why) {
    return new Forecast(null, null, null, null, why);
  }

  /**
   * A forecast from a status and the hours before it.
   *
   * @param rolls whether the window moves on with time
   */
  static Forecast of(SloStatus status, SampledEvents hours, boolean rolls) {
    if (status.unknown() != null) {
      return none(status.unknown());
    }
    if (status.budget().remaining() <= 0) {
      return none("the budget is used up");
    }
    long now = status.asOf().toEpochMilli();
    long lastHour = Math.floorDiv(now, HOUR) * HOUR;
    var spending = Spending.of(hours, lastHour);
    if (spending.hours < FEWEST_HOURS) {
      return none(
          "%d whole hours with events (expected: at least %d)"
              .formatted(spending.hours, FEWEST_HOURS));
    }
    long begin = status.window().begin().toEpochMilli();
    long length = rolls ? now - begin : status.window().end().toEpochMilli() - now;
    double left = status.budget().allowed() - status.budget().spent();
    var outlook = new Outlook(left, spending, hours, rolls ? begin : Long.MAX_VALUE, length / HOUR);
    return new Forecast(
        outlook.usedUp(now, 0),
        outlook.usedUp(now, NINETY_PERCENT),
        outlook.usedUp(now, -NINETY_PERCENT),
        Instant.ofEpochMilli(now + length),
        "the last %d hours spent %.3g an hour, give or take %.3g"
            .formatted(spending.hours, spending.mean, spending.deviation));
  }

  /** How much is spent an hour. */
  private record Spending(int hours, double mean, double deviation) {
    static Spending of(SampledEvents events, long lastHour) {
      int hours = 0;
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < MOST_HOURS; i++) {
        Events hour = events.between(Lanes.ANY, lastHour - (i + 1) * HOUR, lastHour - i * HOUR);
        if (hour.total() > 0) {
          hours++;
          double away = hour.bad() - mean;
          mean += away / hours;
          squares += away * (hour.bad() - mean);
        }
      }
      return new Spending(hours, mean, hours > 1 ? Math.sqrt(squares / (hours - 1)) : 0);
    }
  }

  /**
   * What is to come.
   *
   * @param left of the budget
   * @param begin of a rolling window, Unix milliseconds
   */
  private record Outlook(
      double left, Spending spending, SampledEvents events, long begin, long hours) {
    @Nullable Instant usedUp(long now, double deviations) {
      for (int hour = 1; hour <= hours; hour++) {
        if (spent(hour, deviations) - givenBack(hour) >= left) {
          return Instant.ofEpochMilli(now + hour * HOUR);
        }
      }
      return null;
    }

    private double spent(double after, double deviations) {
      double spread = Math.sqrt(after + after * after / spending.hours);
      return after * spending.mean + deviations * spending.deviation * spread;
    }

    private double givenBack(int hour) {
      return begin == Long.MAX_VALUE
          ? 0
          : events.between(Lanes.ANY, begin, begin + hour * HOUR).bad();
    }
  }
}
