package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** How native histograms grow and when they began anew. */
final class HistogramRates {
  private HistogramRates() {}

  /** The growth within the range, or null when numbers are mixed in. */
  static @Nullable NativeHistogram growth(Window window, boolean counter) {
    Samples samples = window.samples;
    int schema = Integer.MAX_VALUE;
    for (int i = window.from; i < window.to; i++) {
      NativeHistogram histogram = samples.histogram(i);
      if (histogram == null) {
        return null;
      }
      schema = Math.min(schema, histogram.schema());
    }
    NativeHistogram first = samples.histogram(window.from);
    NativeHistogram last = samples.histogram(window.to - 1);
    if (first == null || last == null) {
      return null;
    }
    for (int i = window.from; i < window.to; i++) {
      NativeHistogram histogram = samples.histogram(i);
      if (histogram != null && histogram.hasCustomBounds() != last.hasCustomBounds()) {
        return null;
      }
    }
    NativeHistogram growth = HistogramMath.subtract(HistogramMath.atSchema(last, schema), first);
    if (counter) {
      NativeHistogram before = first;
      for (int i = window.from + 1; i < window.to; i++) {
        NativeHistogram now = samples.histogram(i);
        if (now != null) {
          if (wasReset(before, now)) {
            growth = HistogramMath.add(growth, before);
          }
          before = now;
        }
      }
    }
    return HistogramMath.gauge(growth);
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
    if (now.count() < before.count()
        || now.hasCustomBounds() != before.hasCustomBounds()
        || !now.customBounds().equals(before.customBounds())
        || now.schema() > before.schema()
        || now.zeroThreshold() < before.zeroThreshold()) {
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
