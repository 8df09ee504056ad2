package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as people write and read them. */
public final class Durations {
  private Durations() {}

  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofMinutes(1);

  /**
   * For people: the largest unit that keeps it exact, {@code 250ms}, {@code 2500ms}, {@code 90s},
   * {@code 5m}, {@code 30d}; what is long and not of whole seconds in seconds or several units,
   * {@code 22.5s}, {@code 5m1.3s}.
   */
  public static String format(Duration duration) {
    if (duration.toNanosPart() == 0 || duration.compareTo(SHORT) < 0) {
      return written(duration);
    }
    return duration.compareTo(LONG) < 0 ? withFraction(duration) : inUnits(duration);
  }

  private static String inUnits(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    return text.append(withFraction(duration.minusMinutes(duration.toMinutes()))).toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }

  private static String withFraction(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos())
            .movePointLeft(9)
            .stripTrailingZeros()
            .toPlainString()
        + "s";
  }

  /** As designs have it: one number in the largest unit that keeps it exact. */
  public static String written(Duration duration) {
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
