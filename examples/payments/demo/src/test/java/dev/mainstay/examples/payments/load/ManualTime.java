package dev.mainstay.examples.payments.load;

import java.time.Duration;
import java.time.Instant;

/** Clocks that move only when told. */
final class ManualTime implements TimeSource {
  static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos = 5_000;

  void advance(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public Instant now() {
    return ORIGIN.plusNanos(nanos - 5_000);
  }
}
