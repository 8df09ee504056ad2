package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Series in plain arrays to query. */
final class TestSeries implements StoredSeries {
  private final Labels labels;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private NativeHistogram[] histograms = new NativeHistogram[64];
  private int size;

  TestSeries(Labels labels) {
    this.labels = labels;
  }

  static SampleReader reader(List<TestSeries> series) {
    var sorted = new ArrayList<>(series);
    sorted.sort((a, b) -> a.labels.compareTo(b.labels));
    return (matchers, from, to) ->
        sorted.stream().filter(each -> each.satisfies(matchers)).toList();
  }

  private boolean satisfies(List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels.value(matcher.name()))) {
        return false;
      }
    }
    return true;
  }

  TestSeries add(long time, double value) {
    return add(time, value, null);
  }

  TestSeries add(long time, NativeHistogram histogram) {
    return add(time, 0, histogram);
  }

  private TestSeries add(long time, double value, @Nullable NativeHistogram histogram) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
      histograms = Arrays.copyOf(histograms, size * 2);
    }
    times[size] = time;
    values[size] = value;
    if (histogram != null) {
      histograms[size] = histogram;
    }
    size++;
    return this;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  double value(int index) {
    return values[index];
  }

  @Nullable NativeHistogram histogram(int index) {
    return histograms[index];
  }

  @Override
  public SampleCursor samples(long from, long to) {
    int found = Arrays.binarySearch(times, 0, size, from);
    int first = found < 0 ? -found - 1 : found;
    return new SampleCursor() {
      private int at = first - 1;

      @Override
      public boolean next() {
        return ++at < size && times[at] <= to;
      }

      @Override
      public long timestamp() {
        return times[at];
      }

      @Override
      public double value() {
        return values[at];
      }

      @Override
      public boolean isHistogram() {
        return histograms[at] != null;
      }

      @Override
      public NativeHistogram histogram() {
        return Objects.requireNonNull(histograms[at]);
      }
    };
  }
}
