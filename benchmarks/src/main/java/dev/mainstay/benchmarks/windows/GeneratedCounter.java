package dev.mainstay.benchmarks.windows;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StoredSeries;

/** A counter whose samples are computed from their number, a sample every 30 s, ever since. */
record GeneratedCounter(long number) implements StoredSeries {
  static final long INTERVAL = 30_000;

  double value(long sample) {
    // About a hundred an interval, and another number each time.
    long noise = (sample * 0x9E3779B97F4A7C15L + number * 0xC2B2AE3D27D4EB4FL) >>> 58;
    return sample * 100 + noise;
  }

  long millis(long sample) {
    return sample * INTERVAL + number % 1_000;
  }

  /** The number of the last sample at or before a time. */
  long until(long millis) {
    return Math.floorDiv(millis - number % 1_000, INTERVAL);
  }

  @Override
  public Labels labels() {
    return Labels.of("requests_total", "number", Long.toString(number));
  }

  @Override
  public SampleCursor samples(long fromMillis, long toMillis) {
    return new SampleCursor() {
      private long at = until(fromMillis - 1);

      @Override
      public boolean next() {
        return millis(++at) <= toMillis;
      }

      @Override
      public long timestamp() {
        return millis(at);
      }

      @Override
      public double value() {
        return GeneratedCounter.this.value(at);
      }
    };
  }
}
