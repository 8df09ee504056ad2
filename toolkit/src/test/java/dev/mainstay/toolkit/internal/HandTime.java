package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that only moves when told to; sleeping moves it at once. */
public final class HandTime implements Time {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos = Long.MAX_VALUE - 1_000_000_000L; // overflows during tests, as it may
  private Duration passed = Duration.ZERO;
  private final List<Duration> sleeps = new ArrayList<>();

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant now() {
    return START.plus(passed);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    sleeps.add(duration);
    advance(duration);
  }

  public synchronized void advance(Duration duration) {
    nanos += duration.toNanos();
    passed = passed.plus(duration);
  }

  /** Milliseconds, for short tests. */
  public void advance(long millis) {
    advance(Duration.ofMillis(millis));
  }

  public synchronized List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
