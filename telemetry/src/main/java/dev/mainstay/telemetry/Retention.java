package dev.mainstay.telemetry;

import java.time.Duration;

/**
 * How long samples are kept, and how closely.
 *
 * @param raw every sample
 * @param fiveMinutes one sample for every five minutes, from the end of {@code raw} on
 * @param longTerm one sample for every hour, from the end of {@code fiveMinutes} on
 */
public record Retention(Duration raw, Duration fiveMinutes, Duration longTerm) {
  /** 15 days, 90 days, 13 months. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(15), Duration.ofDays(90), Duration.ofDays(396));

  public Retention {
    if (raw.compareTo(Duration.ofDays(1)) < 0
        || fiveMinutes.compareTo(raw) < 0
        || longTerm.compareTo(fiveMinutes) < 0) {
      throw new IllegalArgumentException(
          "retention: raw "
              + raw
              + ", five minutes "
              + fiveMinutes
              + ", long term "
              + longTerm
              + " (expected: >= 1 day, each at least the one before)");
    }
  }

  /** Of each the longer one. */
  public Retention longest(Retention other) {
    return new Retention(
        longer(raw, other.raw),
        longer(fiveMinutes, other.fiveMinutes),
        longer(longTerm, other.longTerm));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
