package dev.mainstay.alerting.rules.template;

import java.time.Instant;

/** Numbers for people. */
final class Humanize {
  private static final String[] LARGE = {"k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] LARGE_BINARY = {"ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};
  private static final String[] SMALL = {"m", "u", "n", "p", "f", "a", "z", "y"};

  private Humanize() {}

  /** Four significant digits. */
  private static String four(double value) {
    return GoNumbers.general(value, 4, false);
  }

  /** {@code 1.235M}, {@code 12m}. */
  static String metric(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return four(value);
    }
    return Math.abs(value) >= 1 ? divided(value, 1000, LARGE) : multiplied(value);
  }

  /** {@code 1.5Gi}. */
  static String binary(double value) {
    if (Math.abs(value) <= 1 || !Double.isFinite(value)) {
      return four(value);
    }
    return divided(value, 1024, LARGE_BINARY);
  }

  private static String divided(double value, double by, String[] prefixes) {
    double rest = value;
    String prefix = "";
    for (String next : prefixes) {
      if (Math.abs(rest) < by) {
        break;
      }
      prefix = next;
      rest /= by;
    }
    return four(rest) + prefix;
  }

  private static String multiplied(double value) {
    double rest = value;
    String prefix = "";
    for (String next : SMALL) {
      if (Math.abs(rest) >= 1) {
        break;
      }
      prefix = next;
      rest *= 1000;
    }
    return four(rest) + prefix;
  }

  /** {@code 1d 2h 3m 4s}, {@code 12.5ms}. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return four(seconds);
    }
    if (seconds == 0) {
      return four(seconds) + "s";
    }
    if (Math.abs(seconds) < 1) {
      return multiplied(seconds) + "s";
    }
    String sign = seconds < 0 ? "-" : "";
    double magnitude = Math.abs(seconds);
    long whole = (long) magnitude;
    long days = whole / 86_400;
    long hours = whole / 3600 % 24;
    long minutes = whole / 60 % 60;
    if (days != 0) {
      return "%s%dd %dh %dm %ds".formatted(sign, days, hours, minutes, whole % 60);
    }
    if (hours != 0) {
      return "%s%dh %dm %ds".formatted(sign, hours, minutes, whole % 60);
    }
    if (minutes != 0) {
      return "%s%dm %ds".formatted(sign, minutes, whole % 60);
    }
    return sign + four(magnitude) + "s";
  }

  static String percentage(double value) {
    return four(value * 100) + "%";
  }

  static String timestamp(double seconds) {
    return Double.isFinite(seconds) ? Values.time(time(seconds)) : four(seconds);
  }

  /**
   * The time that a number of seconds since 1970 is, in whole milliseconds.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Instant time(double seconds) {
    double nanos = seconds * 1e9;
    if (!(Math.abs(nanos) < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          GoNumbers.shortest(seconds) + " cannot be represented as a nanoseconds timestamp");
    }
    return Instant.ofEpochMilli((long) nanos / 1_000_000);
  }
}
