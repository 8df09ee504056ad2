package dev.mainstay.telemetry.remote;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.query.QueryResult;
import java.util.Arrays;

/** A series whose samples have been fetched. Not changed any more once it is handed out. */
final class RemoteSeries implements StoredSeries {
  private final Labels labels;
  private long[] times = new long[16];
  private double[] values = new double[16];
  private int size;

  RemoteSeries(Labels labels) {
    this.labels = labels;
  }

  /** Appends what is not before {@code from}; histograms are left out. */
  void add(QueryResult.Points points, long from) {
    for (int i = 0; i < points.size(); i++) {
      if (points.times()[i] < from || points.histogram(i) != null) {
        continue;
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      times[size] = points.times()[i];
      values[size++] = points.values()[i];
    }
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public SampleCursor samples(long fromMillis, long toMillis) {
    int found = Arrays.binarySearch(times, 0, size, fromMillis);
    int first = found >= 0 ? found : -found - 1;
    return new SampleCursor() {
      private int at = first - 1;

      @Override
      public boolean next() {
        return ++at < size && times[at] <= toMillis;
      }

      @Override
      public long timestamp() {
        return times[at];
      }

      @Override
      public double value() {
        return values[at];
      }
    };
  }
}
