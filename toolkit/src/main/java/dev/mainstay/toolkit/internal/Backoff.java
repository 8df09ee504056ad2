package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Policy.Retry;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** When, and after which wait, a failed attempt is followed by another. */
public final class Backoff {
  private Backoff() {}

  /**
   * The wait after the {@code attempt}-th attempt (from 1): {@code wait × factor^(attempt-1)}, at
   * most {@code maxWait}, shortened by up to its {@code jitter} share.
   *
   * @param random uniform in [0, 1)
   */
  public static Duration after(int attempt, Retry retry, DoubleSupplier random) {
    double full =
        Math.min(
            retry.maxWait().toNanos(),
            retry.firstWait().toNanos() * Math.pow(retry.factor(), attempt - 1));
    return Duration.ofNanos((long) (full * (1 - retry.jitter() * random.getAsDouble())));
  }

  /**
   * Whether another attempt may start after the wait: attempts are left, and it would start
   * strictly before the end of {@code within} and of the deadline.
   *
   * @param elapsed since the start of the first attempt
   * @param remaining until the request's deadline
   */
  public static boolean again(
      int attempt, Retry retry, Duration elapsed, Duration wait, Duration remaining) {
    return attempt < retry.attempts()
        && elapsed.plus(wait).compareTo(retry.within()) < 0
        && wait.compareTo(remaining) < 0;
  }
}
