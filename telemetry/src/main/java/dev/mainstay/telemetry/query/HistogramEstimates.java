package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;

/** What can be estimated from a native histogram's buckets. */
final class HistogramEstimates {
  private static final double LN2 = Math.log(2);

  private final NativeHistogram histogram;
  private final boolean prometheus2;
  // The buckets from the lowest to the highest; up to 2.x the stored empty ones too.
  private final double[] lower;
  private final double[] upper;
  private final double[] count;
  private int size;

  private HistogramEstimates(NativeHistogram h, boolean prometheus2) {
    this.histogram = h;
    this.prometheus2 = prometheus2;
    int room = h.negative().size() + h.positive().size() + 1;
    lower = new double[room];
    upper = new double[room];
    count = new double[room];
    for (int i = h.negative().size() - 1; i >= 0; i--) {
      int index = h.negative().index(i);
      add(-HistogramMath.bound(h, index), -HistogramMath.lower(h, index), h.negative().count(i));
    }
    if (h.zeroCount() > 0) {
      double low = -h.zeroThreshold();
      double high = h.zeroThreshold();
      if (low < 0 && h.negative().size() == 0 && h.positive().size() > 0) {
        low = 0;
      } else if (low < 0 && h.positive().size() == 0 && h.negative().size() > 0) {
        high = 0;
      }
      add(low, high, h.zeroCount());
    }
    for (int i = 0; i < h.positive().size(); i++) {
      int index = h.positive().index(i);
      add(HistogramMath.lower(h, index), HistogramMath.bound(h, index), h.positive().count(i));
    }
  }

  private void add(double from, double to, double observations) {
    if (observations != 0 || prometheus2) {
      lower[size] = from;
      upper[size] = to;
      count[size++] = observations;
    }
  }

  static double quantile(double quantile, NativeHistogram h, boolean prometheus2) {
    if (quantile < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (quantile > 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (h.count() == 0 || Double.isNaN(quantile)) {
      return Double.NaN;
    }
    var estimates = new HistogramEstimates(h, prometheus2);
    if (estimates.size == 0) {
      return prometheus2 ? 0 : Double.NaN;
    }
    boolean forward = prometheus2 || Double.isNaN(h.sum()) || quantile < 0.5;
    return estimates.quantile(quantile, forward);
  }

  private double quantile(double quantile, boolean forward) {
    double rank = (forward ? quantile : 1 - quantile) * histogram.count();
    double seen = 0;
    int bucket = forward ? -1 : size;
    do {
      bucket += forward ? 1 : -1;
      seen += count[bucket];
    } while (seen < rank && bucket != (forward ? size - 1 : 0));
    double from = lower[bucket];
    if (histogram.hasCustomBounds()) {
      if (Double.isInfinite(from)) {
        if (upper[bucket] <= 0) {
          return upper[bucket];
        }
        from = 0;
      } else if (Double.isInfinite(upper[bucket])) {
        return from;
      }
    }
    seen = Math.min(seen, histogram.count());
    if (seen < rank) {
      return Double.isNaN(histogram.sum()) && !prometheus2 ? Double.NaN : upper[bucket];
    }
    double within = forward ? rank - (seen - count[bucket]) : seen - rank;
    return interpolate(from, upper[bucket], within / count[bucket]);
  }

  /** The value at a fraction of a bucket: evenly, or in exponential buckets by the exponent. */
  private double interpolate(double from, double to, double fraction) {
    if (prometheus2 || histogram.hasCustomBounds() || from <= 0 && to >= 0) {
      return from + (to - from) * fraction;
    }
    double logFrom = Math.log(Math.abs(from)) / LN2;
    double logTo = Math.log(Math.abs(to)) / LN2;
    return from > 0
        ? Math.pow(2, logFrom + (logTo - logFrom) * fraction)
        : -Math.pow(2, logTo + (logFrom - logTo) * (1 - fraction));
  }

  private double below(double value, double from, double to, double observations) {
    boolean even = prometheus2 || histogram.hasCustomBounds() || from <= 0 && to >= 0;
    return below(value, from, to, observations, even);
  }

  /**
   * How many of a bucket's observations are below a value within it.
   *
   * @param even whether they lie evenly, else by the exponent
   */
  static double below(double value, double from, double to, double observations, boolean even) {
    if (even) {
      return observations * (value - from) / (to - from);
    }
    double logFrom = Math.log(Math.abs(from));
    double logTo = Math.log(Math.abs(to));
    double log = Math.log(Math.abs(value));
    return observations
        * (from > 0 ? (log - logFrom) / (logTo - logFrom) : 1 - (log - logTo) / (logFrom - logTo));
  }

  /** Whether there are observations in no bucket, which are those of NaN. */
  static boolean hasNanObservations(NativeHistogram h) {
    if (!Double.isNaN(h.sum()) || h.hasCustomBounds()) {
      return false;
    }
    var estimates = new HistogramEstimates(h, false);
    double inBuckets = 0;
    for (int i = 0; i < estimates.size; i++) {
      inBuckets += estimates.count[i];
    }
    return inBuckets < h.count();
  }

  static double fraction(double from, double to, NativeHistogram h, boolean prometheus2) {
    if (h.count() == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    if (from >= to) {
      return 0;
    }
    var estimates = new HistogramEstimates(h, prometheus2);
    double below = estimates.rank(from);
    double upTo = estimates.rank(to);
    return (upTo - below) / h.count();
  }

  /** How many observations are below a value. */
  private double rank(double value) {
    double rank = 0;
    for (int i = 0; i < size; i++) {
      double from = lower[i];
      if (histogram.hasCustomBounds() && Double.isInfinite(from) && upper[i] > 0) {
        from = 0;
      }
      if (from >= value) {
        return Math.min(rank, histogram.count());
      }
      if (upper[i] > value) {
        boolean open = Double.isInfinite(upper[i]) || Double.isInfinite(from);
        double more = open ? 0 : below(value, from, upper[i], count[i]);
        return Math.min(rank + more, histogram.count());
      }
      rank += count[i];
    }
    // Observations of NaN are in no bucket, and not below anything.
    boolean nan = Double.isNaN(histogram.sum()) && !prometheus2 && !histogram.hasCustomBounds();
    return nan ? Math.min(rank, histogram.count()) : histogram.count();
  }

  /**
   * Every observation taken for the middle of its bucket, the geometric one of exponential ones.
   */
  static double variance(NativeHistogram h) {
    var estimates = new HistogramEstimates(h, false);
    double mean = h.sum() / h.count();
    var sum = new Kahan(false);
    for (int i = 0; i < estimates.size; i++) {
      double from = estimates.lower[i];
      double to = estimates.upper[i];
      double middle;
      if (h.hasCustomBounds()) {
        middle = Double.isInfinite(from) ? to : Double.isInfinite(to) ? from : (from + to) / 2;
        middle = Double.isInfinite(from) && to > 0 ? to / 2 : middle;
      } else if (from <= 0 && to >= 0) {
        middle = 0;
      } else {
        middle = Math.copySign(Math.sqrt(to * from), to);
      }
      double delta = middle - mean;
      sum.add(estimates.count[i] * delta * delta);
    }
    return sum.sum() / h.count();
  }
}
