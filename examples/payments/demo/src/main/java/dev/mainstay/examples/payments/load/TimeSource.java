package dev.mainstay.examples.payments.load;

import java.time.Instant;

/** The two clocks of the load generator, so that tests can turn them by hand. */
public interface TimeSource {
  /** Monotonic time in nanoseconds; only differences mean something. */
  long nanos();

  /** Wall time. */
  Instant now();

  /** The clocks of this machine. */
  static TimeSource system() {
    return new TimeSource() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }
    };
  }
}
