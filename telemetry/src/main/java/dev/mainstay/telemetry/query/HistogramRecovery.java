package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.query.HistogramBuckets.Bucket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes native histograms of their populated buckets, which is all that Prometheus' HTTP API hands
 * out of them: the schema is the one whose boundaries they have. Of several the finest is taken, so
 * that nothing becomes coarser where histograms are added up. What no bucket tells, the width of an
 * empty zero bucket and the bounds between empty buckets, stays unknown.
 */
public final class HistogramRecovery {
  private static final int COARSEST = -4;
  private static final int FINEST = 8;
  private static final double NEAR = 1e-12;

  private HistogramRecovery() {}

  /**
   * The histogram that has these buckets; null if they are neither those of an exponential schema
   * nor explicit bounds that rise.
   *
   * @param buckets the populated ones, from the lowest up
   */
  public static @Nullable NativeHistogram histogram(
      double count, double sum, List<Bucket> buckets) {
    for (int schema = FINEST; schema >= COARSEST; schema--) {
      NativeHistogram found = exponential(schema, count, sum, buckets);
      if (found != null) {
        return found;
      }
    }
    return withBounds(count, sum, buckets, bounds(buckets));
  }

  /** The finite boundaries of buckets, rising. */
  public static List<Double> bounds(Collection<Bucket> buckets) {
    var bounds = new TreeSet<Double>();
    for (Bucket bucket : buckets) {
      bounds.add(bucket.lower());
      bounds.add(bucket.upper());
    }
    bounds.removeIf(bound -> !Double.isFinite(bound));
    return List.copyOf(bounds);
  }

  private static @Nullable NativeHistogram exponential(
      int schema, double count, double sum, List<Bucket> buckets) {
    double threshold = 0;
    double zeros = 0;
    for (Bucket bucket : buckets) {
      if (isZero(bucket)) {
        threshold = bucket.upper();
        zeros += bucket.count();
      }
    }
    var positive = new TreeMap<Integer, Double>();
    var negative = new TreeMap<Integer, Double>();
    for (Bucket bucket : buckets) {
      if (isZero(bucket)) {
        continue;
      }
      boolean above = bucket.upper() > 0;
      double lower = above ? bucket.lower() : -bucket.upper();
      double upper = above ? bucket.upper() : -bucket.lower();
      if (!(lower >= 0)) {
        return null;
      }
      int index = index(schema, upper);
      double from = Math.max(ExponentialBounds.upper(schema, index - 1), threshold);
      if (!isNear(ExponentialBounds.upper(schema, index), upper)
          || !isNear(from, lower)
          || (above ? positive : negative).put(index, bucket.count()) != null) {
        return null;
      }
    }
    return new NativeHistogram(
        schema,
        threshold,
        zeros,
        count,
        sum,
        buckets(positive),
        buckets(negative),
        List.of(),
        NativeHistogram.Reset.UNKNOWN);
  }

  private static boolean isZero(Bucket bucket) {
    return bucket.lower() == -bucket.upper() && Double.isFinite(bucket.upper());
  }

  private static boolean isNear(double expected, double actual) {
    return expected == actual || Math.abs(expected - actual) <= NEAR * Math.abs(expected);
  }

  /** The bucket whose upper bound is next to {@code upper}. */
  private static int index(int schema, double upper) {
    if (Double.isInfinite(upper)) {
      return index(schema, Double.MAX_VALUE) + 1;
    }
    return (int) Math.round(Math.log(upper) / Math.log(2) * Math.scalb(1.0, schema));
  }

  /**
   * With these bounds, of which there may be more than the buckets show; null if they do not fit.
   */
  public static @Nullable NativeHistogram withBounds(
      double count, double sum, List<Bucket> buckets, List<Double> bounds) {
    var byIndex = new TreeMap<Integer, Double>();
    for (Bucket bucket : buckets) {
      int index =
          bucket.upper() == Double.POSITIVE_INFINITY
              ? bounds.size()
              : bounds.indexOf(bucket.upper());
      double lower = index <= 0 ? Double.NEGATIVE_INFINITY : bounds.get(index - 1);
      if (index < 0 || bucket.lower() != lower || byIndex.put(index, bucket.count()) != null) {
        return null;
      }
    }
    return new NativeHistogram(
        NativeHistogram.CUSTOM_BOUNDS,
        0,
        0,
        count,
        sum,
        buckets(byIndex),
        Buckets.NONE,
        bounds,
        NativeHistogram.Reset.UNKNOWN);
  }

  private static Buckets buckets(TreeMap<Integer, Double> byIndex) {
    return Buckets.of(
        byIndex.keySet().stream().mapToInt(Integer::intValue).toArray(),
        new ArrayList<>(byIndex.values()).stream().mapToDouble(Double::doubleValue).toArray());
  }
}
