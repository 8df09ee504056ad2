package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/** Arithmetic of native histograms: always new ones, buckets of nothing left out. */
public final class HistogramMath {
  private HistogramMath() {}

  /** The same as no counter, as which results stand. */
  static NativeHistogram gauge(NativeHistogram h) {
    return with(h, NativeHistogram.Reset.GAUGE);
  }

  /** The same without what was said of a reset, which was of another sample before this one. */
  static NativeHistogram forgetReset(NativeHistogram h) {
    return h.reset() == NativeHistogram.Reset.GAUGE ? h : with(h, NativeHistogram.Reset.UNKNOWN);
  }

  private static NativeHistogram with(NativeHistogram h, NativeHistogram.Reset reset) {
    return new NativeHistogram(
        h.schema(),
        h.zeroThreshold(),
        h.zeroCount(),
        h.count(),
        h.sum(),
        h.positive(),
        h.negative(),
        h.customBounds(),
        reset);
  }

  static NativeHistogram scale(NativeHistogram h, double factor) {
    return map(h, value -> value * factor, factor < 0);
  }

  /** Each divided; by zero there is no bucket but the one of zeros. */
  static NativeHistogram divide(NativeHistogram h, double divisor) {
    NativeHistogram divided = map(h, value -> value / divisor, divisor < 0);
    if (divisor != 0) {
      return divided;
    }
    return new NativeHistogram(
        divided.schema(),
        divided.zeroThreshold(),
        divided.zeroCount(),
        divided.count(),
        divided.sum(),
        Buckets.NONE,
        Buckets.NONE,
        divided.customBounds(),
        divided.reset());
  }

  private static NativeHistogram map(
      NativeHistogram h, DoubleUnaryOperator change, boolean negative) {
    return new NativeHistogram(
        h.schema(),
        h.zeroThreshold(),
        change.applyAsDouble(h.zeroCount()),
        change.applyAsDouble(h.count()),
        change.applyAsDouble(h.sum()),
        map(h.positive(), change),
        map(h.negative(), change),
        h.customBounds(),
        negative ? NativeHistogram.Reset.GAUGE : h.reset());
  }

  private static Buckets map(Buckets buckets, DoubleUnaryOperator change) {
    int[] indexes = new int[buckets.size()];
    double[] counts = new double[buckets.size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = buckets.index(i);
      counts[i] = change.applyAsDouble(buckets.count(i));
    }
    return Buckets.of(indexes, counts);
  }

  public static NativeHistogram add(NativeHistogram a, NativeHistogram b) {
    return combine(a, b, 1, false);
  }

  public static NativeHistogram subtract(NativeHistogram a, NativeHistogram b) {
    return combine(a, b, -1, false);
  }

  /**
   * The sum.
   *
   * @param keepsEmpty whether there is a bucket wherever either has one, be it empty, as up to 2.x
   */
  static NativeHistogram add(NativeHistogram a, NativeHistogram b, boolean keepsEmpty) {
    return combine(a, b, 1, keepsEmpty);
  }

  /** Whether two can be added: both of exponential schemas, or both with explicit bounds. */
  static boolean areCompatible(NativeHistogram a, NativeHistogram b) {
    return a.hasCustomBounds() == b.hasCustomBounds();
  }

  private static NativeHistogram combine(
      NativeHistogram left, NativeHistogram right, int sign, boolean keepsEmpty) {
    NativeHistogram a = left;
    NativeHistogram b = right;
    if (a.hasCustomBounds() && !a.customBounds().equals(b.customBounds())) {
      List<Double> common = commonBounds(a, b);
      a = atBounds(a, common);
      b = atBounds(b, common);
    } else if (!a.hasCustomBounds()) {
      while (a.zeroThreshold() != b.zeroThreshold()) {
        if (a.zeroThreshold() < b.zeroThreshold()) {
          a = withZeroThreshold(a, b.zeroThreshold());
        } else {
          b = withZeroThreshold(b, a.zeroThreshold());
        }
      }
      int schema = Math.min(a.schema(), b.schema());
      a = atSchema(a, schema);
      b = atSchema(b, schema);
    }
    return new NativeHistogram(
        a.schema(),
        a.zeroThreshold(),
        a.zeroCount() + sign * b.zeroCount(),
        a.count() + sign * b.count(),
        a.sum() + sign * b.sum(),
        combine(a.positive(), b.positive(), sign, keepsEmpty),
        combine(a.negative(), b.negative(), sign, keepsEmpty),
        a.customBounds(),
        sign > 0 ? reset(a.reset(), b.reset()) : NativeHistogram.Reset.GAUGE);
  }

  /** What is said of a sum's resets: of two counters that it is one. */
  private static NativeHistogram.Reset reset(NativeHistogram.Reset a, NativeHistogram.Reset b) {
    if (a == b) {
      return a;
    }
    return a == NativeHistogram.Reset.GAUGE || b == NativeHistogram.Reset.GAUGE
        ? NativeHistogram.Reset.GAUGE
        : NativeHistogram.Reset.UNKNOWN;
  }

  private static Buckets combine(Buckets a, Buckets b, int sign, boolean keepsEmpty) {
    int[] indexes = new int[a.size() + b.size()];
    double[] counts = new double[indexes.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      boolean fromA = j == b.size() || i < a.size() && a.index(i) <= b.index(j);
      boolean fromB = i == a.size() || j < b.size() && b.index(j) <= a.index(i);
      indexes[size] = fromA ? a.index(i) : b.index(j);
      double count = fromA ? a.count(i++) : 0;
      if (fromB) {
        count += sign * b.count(j++);
      }
      if (count != 0 || keepsEmpty) {
        counts[size++] = count;
      }
    }
    return Buckets.of(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
  }

  /** With buckets of at most this resolution; the same if it has none finer. */
  static NativeHistogram atSchema(NativeHistogram h, int schema) {
    if (h.hasCustomBounds() || h.schema() <= schema) {
      return h;
    }
    int shift = h.schema() - schema;
    return new NativeHistogram(
        schema,
        h.zeroThreshold(),
        h.zeroCount(),
        h.count(),
        h.sum(),
        coarser(h.positive(), shift),
        coarser(h.negative(), shift),
        h.customBounds(),
        h.reset());
  }

  private static Buckets coarser(Buckets buckets, int shift) {
    int[] indexes = new int[buckets.size()];
    double[] counts = new double[buckets.size()];
    int size = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int index = ((buckets.index(i) - 1) >> shift) + 1;
      if (size > 0 && indexes[size - 1] == index) {
        counts[size - 1] += buckets.count(i);
      } else {
        indexes[size] = index;
        counts[size++] = buckets.count(i);
      }
    }
    return Buckets.of(Arrays.copyOf(indexes, size), Arrays.copyOf(counts, size));
  }

  /**
   * With a zero bucket of at least this width: to the end of a populated bucket that the threshold
   * falls into.
   */
  static NativeHistogram withZeroThreshold(NativeHistogram h, double threshold) {
    double wide = threshold;
    while (true) {
      double wider = Math.max(reach(h, h.positive(), wide), reach(h, h.negative(), wide));
      if (wider == wide) {
        break;
      }
      wide = wider;
    }
    double zeros = h.zeroCount() + within(h, h.positive(), wide) + within(h, h.negative(), wide);
    return new NativeHistogram(
        h.schema(),
        wide,
        zeros,
        h.count(),
        h.sum(),
        beyond(h, h.positive(), wide),
        beyond(h, h.negative(), wide),
        h.customBounds(),
        h.reset());
  }

  private static double reach(NativeHistogram h, Buckets buckets, double threshold) {
    for (int i = 0; i < buckets.size(); i++) {
      int index = buckets.index(i);
      if (buckets.count(i) != 0 && bound(h, index - 1) < threshold && bound(h, index) > threshold) {
        return bound(h, index);
      }
    }
    return threshold;
  }

  private static double within(NativeHistogram h, Buckets buckets, double threshold) {
    double count = 0;
    for (int i = 0; i < buckets.size() && bound(h, buckets.index(i)) <= threshold; i++) {
      count += buckets.count(i);
    }
    return count;
  }

  private static Buckets beyond(NativeHistogram h, Buckets buckets, double threshold) {
    int first = 0;
    while (first < buckets.size() && bound(h, buckets.index(first)) <= threshold) {
      first++;
    }
    int[] indexes = new int[buckets.size() - first];
    double[] counts = new double[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = buckets.index(first + i);
      counts[i] = buckets.count(first + i);
    }
    return Buckets.of(indexes, counts);
  }

  /** The lower bound of the positive bucket {@code index}: not within the zero bucket. */
  static double lower(NativeHistogram h, int index) {
    double bound = bound(h, index - 1);
    return bound > 0 ? Math.max(bound, h.zeroThreshold()) : bound;
  }

  /** The upper bound of the positive bucket {@code index}. */
  static double bound(NativeHistogram h, int index) {
    if (h.hasCustomBounds()) {
      List<Double> bounds = h.customBounds();
      if (index < 0) {
        return Double.NEGATIVE_INFINITY;
      }
      return index < bounds.size() ? bounds.get(index) : Double.POSITIVE_INFINITY;
    }
    return ExponentialBounds.upper(h.schema(), index);
  }

  /** The bounds that two histograms with explicit ones share. */
  static List<Double> commonBounds(NativeHistogram a, NativeHistogram b) {
    return a.customBounds().stream().filter(b.customBounds()::contains).toList();
  }

  /** With fewer explicit bounds: buckets between those that are left are one. */
  static NativeHistogram atBounds(NativeHistogram h, List<Double> bounds) {
    var merged = new TreeMap<Integer, Double>();
    for (int i = 0; i < h.positive().size(); i++) {
      double upper = bound(h, h.positive().index(i));
      int at = 0;
      while (at < bounds.size() && bounds.get(at) < upper) {
        at++;
      }
      merged.merge(at, h.positive().count(i), Double::sum);
    }
    return new NativeHistogram(
        h.schema(),
        h.zeroThreshold(),
        h.zeroCount(),
        h.count(),
        h.sum(),
        Buckets.of(
            merged.keySet().stream().mapToInt(Integer::intValue).toArray(),
            merged.values().stream().mapToDouble(Double::doubleValue).toArray()),
        h.negative(),
        bounds,
        h.reset());
  }

  /** Whether both hold the same, whatever they say of resets. */
  public static boolean isSame(NativeHistogram a, NativeHistogram b) {
    return a.schema() == b.schema()
        && a.zeroThreshold() == b.zeroThreshold()
        && a.zeroCount() == b.zeroCount()
        && a.count() == b.count()
        && Double.doubleToRawLongBits(a.sum()) == Double.doubleToRawLongBits(b.sum())
        && compact(a.positive()).equals(compact(b.positive()))
        && compact(a.negative()).equals(compact(b.negative()))
        && a.customBounds().equals(b.customBounds());
  }

  private static Buckets compact(Buckets buckets) {
    return combine(buckets, Buckets.NONE, 1, false);
  }
}
