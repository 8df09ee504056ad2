package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** How fast counters and gauges move within a range. */
final class Rates {
  /** A sample further from an edge than this many average gaps is not extended to it. */
  private static final double NEAR = 1.1;

  private Rates() {}

  /**
   * The growth within the range, extended from the first and last sample to the edges where they
   * are near, and half a gap where they are not. A counter is not extended to before it was zero.
   */
  static void extrapolated(Window window, boolean counter, boolean perSecond) {
    if (window.size() < 2) {
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
    long firstTime = samples.time(window.from);
    long lastTime = samples.time(window.to - 1);
    double toStart = (firstTime - window.start) / 1e3;
    double toEnd = (window.end - lastTime) / 1e3;
    double covered = (lastTime - firstTime) / 1e3;
    double gap = covered / (window.size() - 1);
    double near = gap * NEAR;
    double toZero = Double.POSITIVE_INFINITY;
    if (counter && histogram == null) {
      double begin = samples.value(window.from);
      if (growth > 0 && begin >= 0) {
        toZero = covered * (begin / growth);
      }
    } else if (counter && histogram != null && !window.prometheus2()) {
      NativeHistogram begin = samples.histogram(window.from);
      if (begin != null && histogram.count() > 0 && begin.count() >= 0) {
        toZero = covered * (begin.count() / histogram.count());
      }
    }
    double extended;
    if (window.prometheus2()) {
      // Up to 2.x the zero came before the question whether the edge is near.
      double start = Math.min(toStart, toZero);
      extended = covered + (start < near ? start : gap / 2);
      extended += toEnd < near ? toEnd : gap / 2;
    } else {
      double start = Math.min(toStart >= near ? gap / 2 : toStart, toZero);
      extended = covered + start + (toEnd >= near ? gap / 2 : toEnd);
    }
    double factor = extended / covered;
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
    } else if (newer != null && older != null && !window.prometheus2()) {
      NativeHistogram growth =
          counter && HistogramRates.wasReset(older, newer)
              ? newer
              : HistogramMath.subtract(newer, older);
      window.put(HistogramMath.scale(HistogramMath.gauge(growth), counter ? 1 / seconds : 1));
    }
  }
}
