package dev.mainstay.design.internal.checks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers for arithmetic that people read. */
public final class Numbers {
  private Numbers() {}

  /** At most four significant digits. */
  public static String of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** With as many digits as tell it from 100 %. */
  public static String percent(double fraction) {
    return BigDecimal.valueOf(fraction * 100)
            .setScale(4, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  /** Seconds in the unit that people would say: {@code 21.6m}. */
  public static String time(double seconds) {
    if (seconds < 1) {
      return of(seconds * 1000) + "ms";
    }
    if (seconds < 120) {
      return of(seconds) + "s";
    }
    if (seconds < 7200) {
      return of(seconds / 60) + "m";
    }
    return seconds < 172_800 ? of(seconds / 3600) + "h" : of(seconds / 86_400) + "d";
  }

  public static Duration times(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }

  public static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  public static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
