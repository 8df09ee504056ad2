package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Retention;
import java.time.Duration;

/**
 * Before which days samples are thinned out or gone, in days since 1970; 0 for never.
 *
 * @param raw from here on every sample is kept
 * @param fiveMinutes from here on one of five minutes, before one of an hour
 * @param longTerm before there is nothing
 */
record Bounds(long raw, long fiveMinutes, long longTerm) {
  static final Bounds NONE = new Bounds(0, 0, 0);

  /** What a retention asks for: a day goes when all of it is older. */
  static Bounds of(Retention retention, long now) {
    return new Bounds(
        day(now, retention.raw()),
        day(now, retention.fiveMinutes()),
        day(now, retention.longTerm()));
  }

  private static long day(long now, Duration age) {
    return Math.max(0, Math.floorDiv(now - age.toMillis(), HeadSeries.DAY));
  }

  /** What is left to do where the tiers keep everything as long as {@code tiers} says. */
  static Bounds within(Retention tiers, Retention own, long now) {
    Bounds all = of(own, now);
    return new Bounds(
        own.raw().compareTo(tiers.raw()) < 0 ? all.raw : 0,
        own.fiveMinutes().compareTo(tiers.fiveMinutes()) < 0 ? all.fiveMinutes : 0,
        own.longTerm().compareTo(tiers.longTerm()) < 0 ? all.longTerm : 0);
  }

  Bounds atMost(Bounds other) {
    return new Bounds(
        Math.min(raw, other.raw),
        Math.min(fiveMinutes, other.fiveMinutes),
        Math.min(longTerm, other.longTerm));
  }

  Bounds atMost(long day) {
    return atMost(new Bounds(day, day, day));
  }

  Bounds atLeast(Bounds other) {
    return new Bounds(
        Math.max(raw, other.raw),
        Math.max(fiveMinutes, other.fiveMinutes),
        Math.max(longTerm, other.longTerm));
  }

  /** Whether one of them has come further than in {@code other}. */
  boolean passes(Bounds other) {
    return raw > other.raw || fiveMinutes > other.fiveMinutes || longTerm > other.longTerm;
  }

  /** Whether one of them has come to a day that it had not reached in {@code other}. */
  boolean passes(Bounds other, long day) {
    return passes(raw, other.raw, day)
        || passes(fiveMinutes, other.fiveMinutes, day)
        || passes(longTerm, other.longTerm, day);
  }

  private static boolean passes(long to, long from, long day) {
    return from < day && day <= to;
  }

  /** Before here something may be thinned out or gone; Unix milliseconds. */
  long latestMillis() {
    return Math.max(raw, Math.max(fiveMinutes, longTerm)) * HeadSeries.DAY;
  }
}
