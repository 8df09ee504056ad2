package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How native histograms grow and when they began anew. */
final class HistogramRates {
  private HistogramRates() {}

  /** The growth within the range, or null when numbers are mixed in. */
  static @Nullable NativeHistogram growth(Window window, boolean counter) {
    Samples samples = window.samples;
    if (samples.histograms(window.from, window.to) < window.count()) {
      window.remarks().mixed();
      return null;
    }
    NativeHistogram first = Objects.requireNonNull(samples.histogram(window.from));
    NativeHistogram last = Objects.requireNonNull(samples.histogram(window.to - 1));
    // A counter that began anew after the first sample grew from nothing: how the first one was
    // cut into buckets does not matter.
    boolean fromNothing =
        counter
            && !window.prometheus2()
            && wasReset(first, Objects.requireNonNull(samples.histogram(window.from + 1)));
    int begin = fromNothing ? window.from + 1 : window.from;
    int schema = Integer.MAX_VALUE;
    for (int i = begin; i < window.to; i++) {
      NativeHistogram histogram = Objects.requireNonNull(samples.histogram(i));
      if (!HistogramMath.areCompatible(histogram, last)) {
        window.remarks().mixedLayouts();
        return null;
      }
      schema = Math.min(schema, histogram.schema());
    }
    remarkOnType(window.remarks(), first, last, counter);
    NativeHistogram growth = HistogramMath.atSchema(last, schema);
    if (!fromNothing) {
      window.remarks().reconciled(last, first, Remarks.Operation.SUBTRACTION);
      growth = HistogramMath.subtract(growth, first);
    }
    NativeHistogram before = null;
    for (int i = begin; counter && i < window.to; i++) {
      NativeHistogram now = Objects.requireNonNull(samples.histogram(i));
      if (now.reset() == NativeHistogram.Reset.GAUGE) {
        window.remarks().noCounter();
      }
      if (before != null && wasReset(before, now)) {
        window.remarks().reconciled(growth, before, Remarks.Operation.ADDITION);
        growth = HistogramMath.add(growth, before);
      }
      before = now;
    }
    return HistogramMath.gauge(growth);
  }

  /** Tells a counter where a gauge is wanted, and a gauge where a counter is. */
  static void remarkOnType(
      RangeRemarks remarks, NativeHistogram first, NativeHistogram last, boolean counter) {
    boolean firstGauge = first.reset() == NativeHistogram.Reset.GAUGE;
    boolean lastGauge = last.reset() == NativeHistogram.Reset.GAUGE;
    if (counter && (firstGauge || lastGauge)) {
      remarks.noCounter();
    } else if (!counter && !(firstGauge && lastGauge)) {
      remarks.noGauge();
    }
  }

  /** Whether the counts fell between two samples, or cannot be compared. */
  static boolean wasReset(NativeHistogram before, NativeHistogram now) {
    if (now.reset() == NativeHistogram.Reset.RESET) {
      return true;
    }
    if (now.reset() == NativeHistogram.Reset.NO_RESET) {
      return false;
    }
    if ((now.reset() == NativeHistogram.Reset.GAUGE)
        != (before.reset() == NativeHistogram.Reset.GAUGE)) {
      return true;
    }
    if (now.count() < before.count() || !HistogramMath.areCompatible(before, now)) {
      return true;
    }
    if (now.hasCustomBounds() && !now.customBounds().equals(before.customBounds())) {
      List<Double> common = HistogramMath.commonBounds(before, now);
      return fell(
          HistogramMath.atBounds(before, common).positive(),
          HistogramMath.atBounds(now, common).positive());
    }
    if (now.schema() > before.schema() || now.zeroThreshold() < before.zeroThreshold()) {
      return true;
    }
    NativeHistogram widened = before;
    if (!now.hasCustomBounds()) {
      widened = HistogramMath.withZeroThreshold(before, now.zeroThreshold());
      if (widened.zeroThreshold() != now.zeroThreshold() || now.zeroCount() < widened.zeroCount()) {
        return true;
      }
      widened = HistogramMath.atSchema(widened, now.schema());
    }
    return fell(widened.positive(), now.positive()) || fell(widened.negative(), now.negative());
  }

  private static boolean fell(NativeHistogram.Buckets before, NativeHistogram.Buckets now) {
    int at = 0;
    for (int i = 0; i < before.size(); i++) {
      while (at < now.size() && now.index(at) < before.index(i)) {
        at++;
      }
      boolean there = at < now.size() && now.index(at) == before.index(i);
      if ((there ? now.count(at) : 0) < before.count(i)) {
        return true;
      }
    }
    return false;
  }
}
