package dev.mainstay.kernel;

import java.time.Duration;

/** Monotonic time: measures lengths. Its zero is arbitrary. */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since an arbitrary origin; never runs backwards. */
  long nanos();

  /** How long ago {@code startNanos}, an earlier reading of this ticker, was. */
  default Duration since(long startNanos) {
    return Duration.ofNanos(nanos() - startNanos);
  }

  /** The machine's monotonic clock. */
  static Ticker system() {
    return System::nanoTime;
  }
}
