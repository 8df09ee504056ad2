package dev.mainstay.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How often a version's instances were lost in a row, and when the next may start. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** An instance that was ready for so long ends the row. */
  static final Duration STEADY = Duration.ofSeconds(30);

  private int losses;
  private @Nullable Instant next;

  /**
   * @param readyFor how long it had been ready; zero when it never was
   */
  void lost(Instant now, Duration readyFor) {
    losses = readyFor.compareTo(STEADY) >= 0 ? 1 : losses + 1;
    Duration wait = FIRST.multipliedBy(1L << Math.min(losses - 1, 12));
    next = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  boolean mayStart(Instant now) {
    return next == null || !now.isBefore(next);
  }

  int losses() {
    return losses;
  }
}
