package dev.mainstay.telemetry.ingest.otlp;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds deltas up to totals, one for each series. After a restart, and after a series was away for
 * long among many others, its total begins at zero again, which queries take for what it is: a
 * counter that began anew. Thread-safe.
 */
final class DeltaTotals {
  private static final int MOST = 100_000;

  private final Map<Labels, Total> totals =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Labels, Total> eldest) {
          return size() > MOST;
        }
      };

  private record Total(long millis, double number, @Nullable NativeHistogram histogram) {}

  /** The total up to {@code millis}; NaN if the delta is not after the last one. */
  synchronized double add(Labels labels, long millis, double delta) {
    Total last = totals.get(labels);
    if (last != null && last.millis >= millis) {
      return Double.NaN;
    }
    double number = (last == null ? 0 : last.number) + delta;
    totals.put(labels, new Total(millis, number, null));
    return number;
  }

  /** The total up to {@code millis}; null if the delta is not after the last one. */
  synchronized @Nullable NativeHistogram add(Labels labels, long millis, NativeHistogram delta) {
    Total last = totals.get(labels);
    if (last != null && last.millis >= millis) {
      return null;
    }
    NativeHistogram total =
        last == null || last.histogram == null ? delta : sum(last.histogram, delta);
    totals.put(labels, new Total(millis, 0, total));
    return total;
  }

  /** Buckets of another scale cannot be added without loss: then the total begins anew. */
  private static NativeHistogram sum(NativeHistogram a, NativeHistogram b) {
    if (a.schema() != b.schema() || a.zeroThreshold() != b.zeroThreshold()) {
      return b;
    }
    return new NativeHistogram(
        a.schema(),
        a.zeroThreshold(),
        a.zeroCount() + b.zeroCount(),
        a.count() + b.count(),
        a.sum() + b.sum(),
        sum(a.positive(), b.positive()),
        sum(a.negative(), b.negative()),
        a.customBounds(),
        a.reset());
  }

  private static Buckets sum(Buckets a, Buckets b) {
    var counts = new TreeMap<Integer, Double>();
    for (Buckets each : new Buckets[] {a, b}) {
      for (int i = 0; i < each.size(); i++) {
        counts.merge(each.index(i), each.count(i), Double::sum);
      }
    }
    return Buckets.of(
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
