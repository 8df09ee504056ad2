package dev.mainstay.telemetry.remote;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.query.QueryResult;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Points of one series while they are read: its numbers by rising time, and its histograms. */
final class RemotePoints {
  private long[] times = new long[1];
  private double[] values = new double[1];
  private @Nullable NativeHistogram @Nullable [] histograms;
  private int size;
  private boolean sorted = true;

  void add(long millis, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      histograms = histograms == null ? null : Arrays.copyOf(histograms, 2 * size);
    }
    sorted &= size == 0 || times[size - 1] <= millis;
    times[size] = millis;
    values[size++] = value;
  }

  void add(long millis, NativeHistogram histogram) {
    add(millis, 0);
    if (histograms == null) {
      histograms = new NativeHistogram[times.length];
    }
    histograms[size - 1] = histogram;
  }

  int size() {
    return size;
  }

  long time(int point) {
    return times[point];
  }

  double value(int point) {
    return values[point];
  }

  @Nullable NativeHistogram histogram(int point) {
    return histograms == null ? null : histograms[point];
  }

  void histogram(int point, NativeHistogram changed) {
    if (histograms != null) {
      histograms[point] = changed;
    }
  }

  /** The first point at or after a time. */
  int from(long millis) {
    int found = Arrays.binarySearch(times, 0, size, millis);
    return found >= 0 ? found : -found - 1;
  }

  QueryResult.Points of(Labels labels) {
    if (!sorted) {
      sort();
    }
    return new QueryResult.Points(
        labels,
        Arrays.copyOf(times, size),
        Arrays.copyOf(values, size),
        histograms == null ? null : Arrays.copyOf(histograms, size));
  }

  /** Numbers and histograms come in two lists. */
  private void sort() {
    var all = new RemotePoints();
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    for (int i : order) {
      NativeHistogram histogram = histogram(i);
      if (histogram == null) {
        all.add(times[i], values[i]);
      } else {
        all.add(times[i], histogram);
      }
    }
    times = all.times;
    values = all.values;
    histograms = all.histograms;
    sorted = true;
  }
}
