package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleOutline;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The samples of one series at hand, stale markers left out. Reused from series to series. */
final class Samples implements AutoCloseable {
  private static final long SAMPLE_BYTES = 16;

  private final QueryBudget budget;
  private long held;
  private long[] times = new long[256];
  private double[] values = new double[256];
  private @Nullable NativeHistogram @Nullable [] histograms;
  private int size;
  private long leftOut;
  private int[] resets = new int[16];
  private int resetCount = -1;

  /** No samples, which hold memory of the query as they become more. */
  Samples(QueryBudget budget) {
    this.budget = budget;
  }

  @Override
  public void close() {
    budget.release(held);
  }

  void clear() {
    size = 0;
    leftOut = 0;
    histograms = null;
    resetCount = -1;
  }

  /** Takes the rest of the cursor's samples; how many it read. */
  long read(SampleCursor cursor) {
    long read = 0;
    while (cursor.next()) {
      read++;
      if (cursor.isHistogram()) {
        NativeHistogram histogram = cursor.histogram();
        if (!Selection.isStale(0, histogram)) {
          add(cursor.timestamp(), histogram);
        }
      } else {
        double value = cursor.value();
        if (!Selection.isStale(value, null)) {
          add(cursor.timestamp(), value);
        }
      }
    }
    return read;
  }

  /** Takes what is there of an outline; how many samples it read. */
  long read(SampleOutline outline) {
    leftOut = outline.leftOut();
    return read(outline.samples());
  }

  /** How many samples are not at hand, which lie in time and value between those that are. */
  long leftOut() {
    return leftOut;
  }

  void add(long time, double value) {
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    values[size++] = value;
  }

  void add(long time, NativeHistogram histogram) {
    if (size == times.length) {
      grow();
    }
    if (histograms == null) {
      histograms = new NativeHistogram[times.length];
    }
    histograms[size] = histogram;
    times[size] = time;
    values[size++] = 0;
  }

  private void grow() {
    budget.hold(SAMPLE_BYTES * size);
    held += SAMPLE_BYTES * size;
    times = Arrays.copyOf(times, size * 2);
    values = Arrays.copyOf(values, size * 2);
    if (histograms != null) {
      histograms = Arrays.copyOf(histograms, size * 2);
    }
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

  /** Not a copy; valid up to {@link #size}. */
  double[] values() {
    return values;
  }

  /** Not a copy; valid up to {@link #size}. */
  long[] times() {
    return times;
  }

  @Nullable NativeHistogram histogram(int index) {
    return histograms == null ? null : histograms[index];
  }

  boolean hasHistograms() {
    return histograms != null;
  }

  /** How many samples from {@code from} to before {@code to} are histograms. */
  int histograms(int from, int to) {
    if (histograms == null) {
      return 0;
    }
    int count = 0;
    for (int i = from; i < to; i++) {
      count += histograms[i] == null ? 0 : 1;
    }
    return count;
  }

  /**
   * The sum of the values that the series had before it fell, for falls between the samples from
   * {@code from} to before {@code to}, added to {@code sum} from old to new.
   */
  double addResets(int from, int to, double sum) {
    if (resetCount < 0) {
      findResets();
    }
    if (resetCount == 0) {
      return sum;
    }
    int at = Arrays.binarySearch(resets, 0, resetCount, from + 1);
    double result = sum;
    for (int i = at < 0 ? -at - 1 : at; i < resetCount && resets[i] < to; i++) {
      result += values[resets[i] - 1];
    }
    return result;
  }

  private void findResets() {
    resetCount = 0;
    for (int i = 1; i < size; i++) {
      if (values[i] < values[i - 1]) {
        if (resetCount == resets.length) {
          resets = Arrays.copyOf(resets, resetCount * 2);
        }
        resets[resetCount++] = i;
      }
    }
  }
}
