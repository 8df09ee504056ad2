package dev.mainstay.design.slo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The window that a budget is counted in. */
public sealed interface BudgetWindow {
  /** The window at a time: one that ends then, or the calendar's period that holds it. */
  Span at(Instant now);

  /**
   * A stretch of time.
   *
   * @param begin excluded, as events of a sample happened before it
   * @param end included
   */
  record Span(Instant begin, Instant end) {
    public Duration length() {
      return Duration.between(begin, end);
    }
  }

  /** Units of length. A day has 24 hours where a window rolls, and a date's where it does not. */
  enum Unit {
    MINUTE(ChronoUnit.MINUTES, 1),
    HOUR(ChronoUnit.HOURS, 1),
    DAY(ChronoUnit.DAYS, 1),
    WEEK(ChronoUnit.WEEKS, 1),
    MONTH(ChronoUnit.MONTHS, 1),
    QUARTER(ChronoUnit.MONTHS, 3),
    YEAR(ChronoUnit.YEARS, 1);

    private final ChronoUnit unit;
    private final int factor;

    Unit(ChronoUnit unit, int factor) {
      this.unit = unit;
      this.factor = factor;
    }

    private boolean isTimeOfDay() {
      return this == MINUTE || this == HOUR;
    }
  }

  /**
   * Always as long, and ends now. Months and longer are counted back on the calendar of UTC.
   *
   * @param count &ge; 1
   */
  record Rolling(int count, Unit unit) implements BudgetWindow {
    public Rolling {
      atLeastOne(count);
    }

    @Override
    public Span at(Instant now) {
      long units = (long) count * unit.factor;
      Instant begin = now.atZone(ZoneOffset.UTC).minus(units, unit.unit).toInstant();
      return new Span(begin, now);
    }
  }

  /**
   * One period follows on the other, before the first one's start too.
   *
   * @param count &ge; 1
   * @param start when a period begins, on the clocks of {@code zone}
   */
  record Calendar(int count, Unit unit, LocalDateTime start, ZoneId zone) implements BudgetWindow {
    public Calendar {
      atLeastOne(count);
    }

    @Override
    public Span at(Instant now) {
      long period = Math.floorDiv(unitsUntil(now), (long) count * unit.factor);
      while (begin(period).isAfter(now)) {
        period--;
      }
      while (!begin(period + 1).isAfter(now)) {
        period++;
      }
      return new Span(begin(period), begin(period + 1));
    }

    private long unitsUntil(Instant now) {
      return unit.isTimeOfDay()
          ? unit.unit.between(start.atZone(zone).toInstant(), now)
          : unit.unit.between(start, now.atZone(zone).toLocalDateTime());
    }

    /**
     * Counted from the first start each time, so that the 31st does not become the 28th for good.
     */
    private Instant begin(long period) {
      long units = period * count * unit.factor;
      return unit.isTimeOfDay()
          ? start.atZone(zone).toInstant().plus(units, unit.unit)
          : start.plus(units, unit.unit).atZone(zone).toInstant();
    }
  }

  private static void atLeastOne(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("window: " + count + " (expected: >= 1)");
    }
  }
}
