package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write and read them. */
public final class Durations {
  private Durations() {}

  /** The largest unit that keeps it exact: {@code 250ms}, {@code 90s}, {@code 5m}, {@code 30d}. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toNanosPart() == 0) {
      long seconds = duration.toSeconds();
      if (seconds % 86_400 == 0) {
        return seconds / 86_400 + "d";
      }
      if (seconds % 3_600 == 0) {
        return seconds / 3_600 + "h";
      }
      if (seconds % 60 == 0) {
        return seconds / 60 + "m";
      }
      return seconds + "s";
    }
    if (duration.toNanosPart() % 1_000_000 == 0) {
      return duration.toMillis() + "ms";
    }
    return BigDecimal.valueOf(duration.toNanos())
            .movePointLeft(6)
            .stripTrailingZeros()
            .toPlainString()
        + "ms";
  }

  /** Seconds as a floating-point number. */
  public static double seconds(Duration duration) {
    return duration.toSeconds() + duration.toNanosPart() / 1e9;
  }
}
