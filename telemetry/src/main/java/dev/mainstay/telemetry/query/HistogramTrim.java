package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.util.Arrays;

/**
 * The operators {@code </} and {@code >/}: a histogram of the observations that are not above, or
 * not below, a threshold. In the bucket that the threshold is in they are estimated as quantiles
 * are; observations in a bucket without an end are taken to lie at that end. What is left has the
 * sum of the middles of its buckets, since nobody knows what the others added up to.
 */
final class HistogramTrim {
  private final NativeHistogram histogram;
  private final double threshold;
  private final boolean upper;
  private double count;
  private double sum;
  private boolean changed;

  private HistogramTrim(NativeHistogram histogram, double threshold, boolean upper) {
    this.histogram = histogram;
    this.threshold = threshold;
    this.upper = upper;
  }

  /** The trimmed histogram; the same one if nothing is taken away. */
  static NativeHistogram apply(
      BinaryOperator operator, NativeHistogram histogram, double threshold) {
    boolean upper = operator == BinaryOperator.TRIM_UPPER;
    return new HistogramTrim(histogram, threshold, upper).apply();
  }

  private NativeHistogram apply() {
    Buckets negative = kept(histogram.negative(), true);
    double zeros = histogram.hasCustomBounds() ? histogram.zeroCount() : keptZeros();
    Buckets positive = kept(histogram.positive(), false);
    if (!changed) {
      return histogram;
    }
    return new NativeHistogram(
        histogram.schema(),
        histogram.zeroThreshold(),
        zeros,
        count,
        sum,
        positive,
        negative,
        histogram.customBounds(),
        histogram.reset());
  }

  private Buckets kept(Buckets buckets, boolean negative) {
    int[] indexes = new int[buckets.size()];
    double[] counts = new double[buckets.size()];
    int size = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int index = buckets.index(i);
      double near = HistogramMath.lower(histogram, index);
      double far = HistogramMath.bound(histogram, index);
      double left =
          negative
              ? kept(-far, -near, buckets.count(i), histogram.hasCustomBounds())
              : kept(near, far, buckets.count(i), histogram.hasCustomBounds());
      if (left != 0) {
        indexes[size] = index;
        counts[size++] = left;
      }
    }
    return Buckets.of(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
  }

  /** With observations of one sign only, the zero bucket is taken to have none of the other. */
  private double keptZeros() {
    boolean negatives = isPopulated(histogram.negative());
    boolean positives = isPopulated(histogram.positive());
    double width = histogram.zeroThreshold();
    return kept(
        positives && !negatives ? 0 : -width,
        negatives && !positives ? 0 : width,
        histogram.zeroCount(),
        true);
  }

  private static boolean isPopulated(Buckets buckets) {
    for (int i = 0; i < buckets.size(); i++) {
      if (buckets.count(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** How many observations of a bucket are left, which are counted and added up. */
  private double kept(double from, double to, double observations, boolean linear) {
    boolean even = linear || from <= 0 && to >= 0;
    double left;
    double lowest = from;
    double highest = to;
    if (upper ? to <= threshold : from >= threshold) {
      left = observations;
    } else if (from < threshold && threshold < to) {
      double below = below(from, to, observations, even);
      left = upper ? below : observations - below;
      lowest = upper ? from : threshold;
      highest = upper ? threshold : to;
    } else {
      left = 0;
    }
    changed |= left != observations;
    count += left;
    if (left != 0) {
      sum += left * middle(lowest, highest, even);
    }
    return left;
  }

  private double below(double from, double to, double observations, boolean even) {
    if (to == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (from == Double.NEGATIVE_INFINITY) {
      if (to <= 0) {
        return observations;
      }
      // As quantiles have it: a lowest bucket that ends above zero begins there.
      return threshold > 0 ? observations * threshold / to : 0;
    }
    return HistogramEstimates.below(threshold, from, to, observations, even);
  }

  private static double middle(double from, double to, boolean even) {
    if (from == Double.NEGATIVE_INFINITY) {
      if (to == Double.POSITIVE_INFINITY) {
        return 0;
      }
      return to > 0 ? to / 2 : to;
    }
    if (to == Double.POSITIVE_INFINITY) {
      return from;
    }
    if (even) {
      return (from + to) / 2;
    }
    return Math.copySign(Math.sqrt(Math.abs(from)) * Math.sqrt(Math.abs(to)), to);
  }
}
