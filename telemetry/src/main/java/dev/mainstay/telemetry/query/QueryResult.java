package dev.mainstay.telemetry.query;

import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param type of the answer; a range query answers a matrix
 * @param series of a vector (one point each) or matrix; a scalar is one without labels, and so is
 *     the time of a string
 * @param text of a string, else empty
 * @param remarks on it, bounded in number
 */
public record QueryResult(
    ValueType type, List<Points> series, String text, List<Remark> remarks, Stats stats) {
  /** As many of each level as Prometheus shows. */
  private static final int MOST_SHOWN = 10;

  public QueryResult {
    series = List.copyOf(series);
    remarks = List.copyOf(remarks);
  }

  /** The warnings to show, with their places in the query. */
  public List<String> warnings(String query) {
    return shown(Remark.Level.WARNING, query, "warning");
  }

  /** The infos to show, with their places in the query. */
  public List<String> infos(String query) {
    return shown(Remark.Level.INFO, query, "info");
  }

  /** The first remarks, and how many more there are; all that have no place, which others made. */
  private List<String> shown(Remark.Level level, String query, String title) {
    var shown = new ArrayList<String>();
    int omitted = 0;
    int placed = 0;
    for (Remark remark : remarks) {
      if (remark.level() != level) {
        continue;
      }
      if (remark.start() == Remark.NOWHERE || placed++ < MOST_SHOWN) {
        shown.add(remark.in(query));
      } else {
        omitted++;
      }
    }
    if (omitted > 0) {
      shown.add(omitted + " more " + title + " annotations omitted");
    }
    return shown;
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
