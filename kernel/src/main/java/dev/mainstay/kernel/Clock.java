package dev.mainstay.kernel;

import java.time.Instant;

/** Wall time: stamps facts and deadlines. It may jump; measure lengths with a {@link Ticker}. */
@FunctionalInterface
public interface Clock {
  Instant now();

  /** The machine's wall clock. */
  static Clock system() {
    return Instant::now;
  }
}
