package dev.mainstay.telemetry.query;

import java.time.Duration;

/**
 * What a query may cost at most.
 *
 * @param timeout from its beginning to its last result
 * @param samples read from storage
 * @param bytes held at a time in intermediate results, roughly
 * @param points per series of a range query's result, after the first
 */
public record QueryLimits(Duration timeout, long samples, long bytes, int points) {
  public static final QueryLimits DEFAULT =
      new QueryLimits(Duration.ofMinutes(2), 500_000_000L, 512L << 20, 11_000);

  public QueryLimits {
    if (!timeout.isPositive() || samples < 1 || bytes < 1 || points < 1) {
      throw new IllegalArgumentException(
          "query limits: timeout "
              + timeout
              + ", "
              + samples
              + " samples, "
              + bytes
              + " bytes, "
              + points
              + " points (expected: all > 0)");
    }
  }

  public QueryLimits withTimeout(Duration shorter) {
    return new QueryLimits(shorter, samples, bytes, points);
  }
}
