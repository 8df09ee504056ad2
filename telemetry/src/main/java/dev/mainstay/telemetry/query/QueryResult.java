package dev.mainstay.telemetry.query;

import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param type of the answer; a range query answers a matrix
 * @param series of a vector (one point each) or matrix; a scalar is one without labels, and so is
 *     the time of a string
 * @param text of a string, else empty
 */
public record QueryResult(
    ValueType type, List<Points> series, String text, List<String> warnings, Stats stats) {
  public QueryResult {
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
  }

  /**
   * The points of one series, from old to new. The arrays are not to be changed.
   *
   * @param times Unix time in milliseconds
   * @param histograms null, or at each point the histogram that it is instead of its value
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Points(
      Labels labels,
      long[] times,
      double[] values,
      @Nullable NativeHistogram @Nullable [] histograms) {
    public int size() {
      return times.length;
    }

    /** The histogram at a point, or null when it is a number. */
    public @Nullable NativeHistogram histogram(int point) {
      return histograms == null ? null : histograms[point];
    }
  }

  /**
   * What it cost.
   *
   * @param nanos of wall time
   * @param samples read
   * @param peakBytes held at a time
   */
  public record Stats(long nanos, long samples, long peakBytes) {}
}
