package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aggregations of a series' own samples within a range; those of numbers ignore histograms. */
final class OverTime {
  private OverTime() {}

  static void sample(Window window, int index) {
    NativeHistogram histogram = window.samples.histogram(index);
    if (histogram == null) {
      window.put(window.samples.value(index));
    } else {
      window.put(histogram);
    }
  }

  static void time(Window window, int index) {
    window.put(window.samples.time(index) / 1e3);
  }

  static void sum(Window window) {
    int histograms = window.samples.histograms(window.from, window.to);
    if (histograms > 0) {
      NativeHistogram total = histogramSum(window, histograms);
      if (total != null) {
        window.put(total);
      }
      return;
    }
    window.put(Kahan.sum(window.values(), window.from, window.to));
  }

  /**
   * The sum of the histograms; null with numbers among them, when they do not fit, and up to 2.x.
   */
  private static @Nullable NativeHistogram histogramSum(Window window, int histograms) {
    RangeRemarks remarks = window.remarks();
    if (histograms < window.size()) {
      remarks.mixed();
      return null;
    }
    if (window.prometheus2()) {
      return null;
    }
    NativeHistogram sum = Objects.requireNonNull(window.samples.histogram(window.from));
    boolean anew = sum.reset() == NativeHistogram.Reset.RESET;
    boolean onwards = sum.reset() == NativeHistogram.Reset.NO_RESET;
    for (int i = window.from + 1; i < window.to; i++) {
      NativeHistogram added = Objects.requireNonNull(window.samples.histogram(i));
      if (!HistogramMath.areCompatible(sum, added)) {
        remarks.mixedLayouts();
        return null;
      }
      anew |= added.reset() == NativeHistogram.Reset.RESET;
      onwards |= added.reset() == NativeHistogram.Reset.NO_RESET;
      remarks.reconciled(sum, added, Remarks.Operation.AGGREGATION);
      sum = HistogramMath.add(sum, added);
    }
    if (anew && onwards) {
      remarks.conflictingResets();
    }
    return sum;
  }

  static void average(Window window) {
    int histograms = window.samples.histograms(window.from, window.to);
    if (histograms > 0) {
      NativeHistogram total = histogramSum(window, histograms);
      if (total != null) {
        window.put(HistogramMath.divide(total, window.size()));
      }
      return;
    }
    double[] values = window.values();
    window.put(
        window.prometheus2()
            ? Kahan.mean2(values, window.from, window.to)
            : Kahan.mean(values, window.from, window.to));
  }

  static void extreme(Window window, boolean greatest) {
    int at = indexOfExtreme(window, greatest);
    if (at >= 0) {
      window.put(window.samples.value(at));
    }
  }

  static void timeOfExtreme(Window window, boolean greatest) {
    int at = indexOfExtreme(window, greatest);
    if (at >= 0) {
      double value = window.samples.value(at);
      for (int i = at; i < window.to; i++) {
        if (window.samples.histogram(i) == null && window.samples.value(i) == value) {
          at = i;
        }
      }
      time(window, at);
    }
  }

  /** The first number that no other one is beyond, NaN only when all are; -1 without numbers. */
  private static int indexOfExtreme(Window window, boolean greatest) {
    double[] values = window.values();
    boolean histograms = window.hasHistograms();
    int best = -1;
    for (int i = window.from; i < window.to; i++) {
      if (histograms && window.samples.histogram(i) != null) {
        continue;
      }
      if (best < 0
          || (greatest ? values[i] > values[best] : values[i] < values[best])
          || Double.isNaN(values[best])) {
        best = i;
      }
    }
    if (histograms && best >= 0) {
      window.remarks().ignored();
    }
    return best;
  }

  static void deviation(Window window, boolean root) {
    boolean histograms = window.hasHistograms();
    double count = 0;
    var mean = new Kahan(window.prometheus2());
    var squares = new Kahan(window.prometheus2());
    for (int i = window.from; i < window.to; i++) {
      if (histograms && window.samples.histogram(i) != null) {
        continue;
      }
      double value = window.values()[i];
      count++;
      double delta = value - mean.sumAndCarry();
      mean.add(delta / count);
      squares.add(delta * (value - mean.sumAndCarry()));
    }
    if (count > 0) {
      if (histograms) {
        window.remarks().ignored();
      }
      double variance = squares.sumAndCarry() / count;
      window.put(root ? Math.sqrt(variance) : variance);
    }
  }

  static void quantile(Window window) {
    double[] values = numbers(window);
    if (values.length > 0) {
      window.remarks().quantile(window.scalar(0));
      window.put(Quantiles.of(window.scalar(0), values));
    }
  }

  static void medianDeviation(Window window) {
    double[] values = numbers(window);
    if (values.length == 0) {
      return;
    }
    double median = Quantiles.of(0.5, values.clone());
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i] - median);
    }
    window.put(Quantiles.of(0.5, values));
  }

  /** A copy of the numbers within. */
  static double[] numbers(Window window) {
    if (!window.hasHistograms()) {
      return Arrays.copyOfRange(window.values(), window.from, window.to);
    }
    double[] numbers = new double[window.size()];
    int size = 0;
    for (int i = window.from; i < window.to; i++) {
      if (window.samples.histogram(i) == null) {
        numbers[size++] = window.samples.value(i);
      }
    }
    if (size > 0) {
      window.remarks().ignored();
    }
    return Arrays.copyOf(numbers, size);
  }

  static void resets(Window window) {
    count(window, true);
  }

  static void changes(Window window) {
    count(window, false);
  }

  private static void count(Window window, boolean resets) {
    Samples samples = window.samples;
    boolean histograms = window.hasHistograms();
    if (histograms
        && window.prometheus2()
        && samples.histograms(window.from, window.to) == window.size()) {
      return;
    }
    int count = 0;
    for (int i = window.from + 1; i < window.to; i++) {
      NativeHistogram before = histograms ? samples.histogram(i - 1) : null;
      NativeHistogram now = histograms ? samples.histogram(i) : null;
      boolean counts;
      if (before == null && now == null) {
        double a = samples.value(i - 1);
        double b = samples.value(i);
        counts = resets ? b < a : b != a && !(Double.isNaN(a) && Double.isNaN(b));
      } else if (before != null && now != null) {
        counts = resets ? HistogramRates.wasReset(before, now) : !HistogramMath.isSame(before, now);
      } else {
        counts = true;
      }
      count += counts ? 1 : 0;
    }
    window.put(count);
  }
}
