package dev.mainstay.telemetry.storage;

import java.time.Duration;

/**
 * How closely samples are kept. Each tier's keys begin with a number of a stretch of time, so that
 * what is too old goes as one range.
 */
enum Tier {
  RAW("raw", Duration.ofDays(1), Duration.ZERO),
  FIVE_MINUTES("five-minutes", Duration.ofDays(16), Duration.ofMinutes(5)),
  LONG_TERM("long-term", Duration.ofDays(32), Duration.ofHours(1));

  private final String family;
  private final long stretch;
  private final long step;

  Tier(String family, Duration stretch, Duration step) {
    this.family = family;
    this.stretch = stretch.toMillis();
    this.step = step.toMillis();
  }

  String family() {
    return family;
  }

  /** Milliseconds that keys of one stretch cover. */
  long stretch() {
    return stretch;
  }

  /** Milliseconds of which one sample is kept; 0 for every sample. */
  long step() {
    return step;
  }

  int stretchOf(long millis) {
    return (int) Math.floorDiv(millis, stretch);
  }
}
