package dev.mainstay.telemetry;

import java.util.Arrays;

/** A stretch of one series: samples in order of time, at most one per millisecond. Immutable. */
public final class Series {
  private final Labels labels;
  private final long[] millis;
  private final double[] values;

  /**
   * A series of copies of the arrays.
   *
   * @param millis Unix time of each sample, strictly increasing
   * @param values as many as {@code millis}
   */
  public Series(Labels labels, long[] millis, double[] values) {
    if (millis.length != values.length) {
      throw new IllegalArgumentException(
          "series: " + millis.length + " times and " + values.length + " values");
    }
    this.labels = labels;
    this.millis = millis.clone();
    this.values = values.clone();
  }

  public Labels labels() {
    return labels;
  }

  public int size() {
    return millis.length;
  }

  /** Unix time in milliseconds of sample {@code index}. */
  public long millis(int index) {
    return millis[index];
  }

  /** Value of sample {@code index}; see {@link #isStale}. */
  public double value(int index) {
    return values[index];
  }

  /** Whether the series ended at sample {@code index}, which is then no measurement. */
  public boolean isStale(int index) {
    return SeriesStore.isStale(values[index]);
  }

  @Override
  public String toString() {
    return labels + " " + Arrays.toString(values) + " @ " + Arrays.toString(millis);
  }
}
