package dev.mainstay.telemetry;

import java.util.Map;
import java.util.TreeMap;

/** Rates of a classic histogram's cumulative buckets on a grid, summed over series. */
final class Histogram {
  private final Grid grid;
  private final TreeMap<Double, Increments> buckets = new TreeMap<>();

  Histogram(Grid grid) {
    this.grid = grid;
  }

  void add(Series bucket, ScrapeTimes scrapes) {
    double bound;
    try {
      String le = bucket.labels().value("le");
      bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    } catch (NumberFormatException e) {
      return;
    }
    buckets.computeIfAbsent(bound, b -> new Increments(grid)).add(bucket, scrapes);
  }

  /**
   * The value that a share {@code quantile} of the events does not exceed, as Prometheus'
   * histogram_quantile estimates it: linear within the bucket, whose lower bound is 0 for the
   * first; the highest finite bound when it falls beyond. NaN without events.
   */
  double quantile(double quantile, int step) {
    Map.Entry<Double, Increments> last = buckets.lastEntry();
    if (last == null || last.getKey() != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double total = 0;
    for (Increments bucket : buckets.values()) {
      total = Math.max(total, bucket.rateOrZero(step));
    }
    if (!(total > 0)) {
      return Double.NaN;
    }
    double rank = quantile * total;
    double lower = 0;
    double below = 0;
    for (var bucket : buckets.entrySet()) {
      double upper = bucket.getKey();
      // Instances with other buckets, or a scrape amid an update, may break the order.
      double upTo = Math.max(below, bucket.getValue().rateOrZero(step));
      if (upTo >= rank && upTo > 0) {
        if (upper == Double.POSITIVE_INFINITY) {
          return lower;
        }
        return lower + (upper - lower) * (upTo > below ? (rank - below) / (upTo - below) : 1);
      }
      lower = upper == Double.POSITIVE_INFINITY ? lower : upper;
      below = upTo;
    }
    return lower;
  }
}
