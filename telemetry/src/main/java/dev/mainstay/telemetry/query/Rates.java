package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** How fast counters and gauges move within a range. */
final class Rates {
  private Rates() {}

  /**
   * The growth within the range, extended from the first and last sample to the edges where they
   * are near, and half a gap where they are not. A counter is not extended to before it was zero.
   */
  static void extrapolated(Window window, boolean counter, boolean perSecond) {
    if (window.count() < 2) {
      return;
    }
    Samples samples = window.samples;
    int first = window.from;
    int last = window.to - 1;
    if (window.hasHistograms()) {
      NativeHistogram growth = HistogramRates.growth(window, counter);
      if (growth != null) {
        double factor = factor(window, counter, perSecond, 0, growth);
        window.put(HistogramMath.scale(growth, factor));
      }
      return;
    }
    double growth = samples.value(last) - samples.value(first);
    if (counter) {
      growth = samples.addResets(first, window.to, growth);
    }
    window.put(growth * factor(window, counter, perSecond, growth, null));
  }

  private static double factor(
      Window window,
      boolean counter,
      boolean perSecond,
      double growth,
      @Nullable NativeHistogram histogram) {
    Samples samples = window.samples;
    long first = samples.time(window.from);
    long last = samples.time(window.to - 1);
    double sinceZero = Double.POSITIVE_INFINITY;
    if (counter && histogram == null) {
      sinceZero = Extrapolation.secondsSinceZero(first, last, samples.value(window.from), growth);
    } else if (counter && histogram != null && !window.prometheus2()) {
      NativeHistogram begin = samples.histogram(window.from);
      if (begin != null) {
        sinceZero = Extrapolation.secondsSinceZero(first, last, begin.count(), histogram.count());
      }
    }
    Dialect dialect = window.prometheus2() ? Dialect.PROMETHEUS_2 : Dialect.PROMETHEUS_3;
    double factor =
        Extrapolation.factor(
            dialect, window.start, window.end, first, last, window.count(), sinceZero);
    return perSecond ? factor / window.rangeSeconds() : factor;
  }

  /** The difference of the last two samples, per second for a counter. */
  static void lastTwo(Window window, boolean counter) {
    if (window.size() < 2) {
      return;
    }
    Samples samples = window.samples;
    int last = window.to - 1;
    double seconds = (samples.time(last) - samples.time(last - 1)) / 1e3;
    NativeHistogram newer = samples.histogram(last);
    NativeHistogram older = samples.histogram(last - 1);
    if (newer == null && older == null) {
      double value = samples.value(last);
      double before = samples.value(last - 1);
      double growth = counter && value < before ? value : value - before;
      window.put(counter ? growth / seconds : growth);
    } else if (newer == null || older == null) {
      window.remarks().mixed();
    } else if (!window.prometheus2()) {
      boolean anew = counter && HistogramRates.wasReset(older, newer);
      HistogramRates.remarkOnType(window.remarks(), older, newer, counter);
      if (!anew && !HistogramMath.areCompatible(older, newer)) {
        window.remarks().mixedLayouts();
        return;
      }
      NativeHistogram growth = newer;
      if (!anew) {
        window.remarks().reconciled(older, newer, Remarks.Operation.SUBTRACTION);
        growth = HistogramMath.subtract(newer, older);
      }
      window.put(HistogramMath.scale(HistogramMath.gauge(growth), counter ? 1 / seconds : 1));
    }
  }
}
