package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Dialect;

/**
 * How much a counter or gauge grew over a whole range, told from the part of it that samples cover:
 * the growth is extended to an edge that is nearer than 1.1 average gaps, and by half a gap where
 * it is further. A counter is not extended to before it was zero.
 */
public final class Extrapolation {
  private static final double NEAR = 1.1;

  private Extrapolation() {}

  /**
   * How long before its first sample a counter was zero, had it always grown as it did, in seconds;
   * infinite when that tells nothing.
   *
   * @param first Unix milliseconds
   * @param last Unix milliseconds, after {@code first}
   * @param begin the value at {@code first}
   */
  public static double secondsSinceZero(long first, long last, double begin, double growth) {
    return growth > 0 && begin >= 0
        ? (last - first) / 1e3 * (begin / growth)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * What the growth between the samples is multiplied with.
   *
   * @param start of the range, Unix milliseconds
   * @param end of the range
   * @param first sample's time
   * @param last sample's time, after {@code first}
   * @param size how many samples, &ge; 2
   */
  public static double factor(
      Dialect dialect, long start, long end, long first, long last, int size, double sinceZero) {
    double toStart = (first - start) / 1e3;
    double toEnd = (end - last) / 1e3;
    double covered = (last - first) / 1e3;
    double gap = covered / (size - 1);
    double near = gap * NEAR;
    double extended;
    if (dialect.prometheus2()) {
      // Up to 2.x the zero came before the question whether the edge is near.
      double before = Math.min(toStart, sinceZero);
      extended = covered + (before < near ? before : gap / 2);
      extended += toEnd < near ? toEnd : gap / 2;
    } else {
      double before = Math.min(toStart >= near ? gap / 2 : toStart, sinceZero);
      extended = covered + before + (toEnd >= near ? gap / 2 : toEnd);
    }
    return extended / covered;
  }
}
