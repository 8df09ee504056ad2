package dev.mainstay.kernel;

import java.time.Duration;

/**
 * What is added to a store: {@code 10 GB/month}.
 *
 * @param added in each {@code per}
 * @param per above zero
 */
public record Growth(Bytes added, Duration per) implements Comparable<Growth> {
  /** A month of growth is always 30 days. */
  public static final Duration MONTH = Duration.ofDays(30);

  public Growth {
    if (per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException("growth per " + per + " (expected: above zero)");
    }
  }

  /** Bytes added in that time. */
  public double in(Duration time) {
    return added.count() * (Durations.seconds(time) / Durations.seconds(per));
  }

  /** The time in which so many bytes are added; infinite when it does not grow. */
  public double secondsToAdd(double bytes) {
    return added.count() == 0
        ? Double.POSITIVE_INFINITY
        : bytes / added.count() * Durations.seconds(per);
  }

  @Override
  public int compareTo(Growth other) {
    return Double.compare(in(MONTH), other.in(MONTH));
  }

  @Override
  public String toString() {
    long days = per.toDays();
    String unit =
        days == 1
            ? "day"
            : days == 7 ? "week" : days == 30 ? "month" : days == 365 ? "year" : days + " days";
    return added + "/" + unit;
  }
}
