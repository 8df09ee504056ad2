package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;
import java.util.ArrayList;
import java.util.List;

/** A native histogram's populated buckets with their boundaries, from the lowest up. */
public final class HistogramBuckets {
  private HistogramBuckets() {}

  /**
   * A bucket.
   *
   * @param boundaries which belong to it: 0 the upper, 1 the lower, 2 none, 3 both
   */
  public record Bucket(int boundaries, double lower, double upper, double count) {}

  public static List<Bucket> of(NativeHistogram h) {
    var buckets = new ArrayList<Bucket>();
    for (int i = h.negative().size() - 1; i >= 0; i--) {
      int index = h.negative().index(i);
      add(
          buckets,
          1,
          -HistogramMath.bound(h, index),
          -HistogramMath.lower(h, index),
          h.negative().count(i));
    }
    add(buckets, 3, -h.zeroThreshold(), h.zeroThreshold(), Math.max(0, h.zeroCount()));
    for (int i = 0; i < h.positive().size(); i++) {
      int index = h.positive().index(i);
      add(
          buckets,
          0,
          HistogramMath.lower(h, index),
          HistogramMath.bound(h, index),
          h.positive().count(i));
    }
    return buckets;
  }

  private static void add(
      List<Bucket> buckets, int boundaries, double lower, double upper, double count) {
    if (count != 0) {
      buckets.add(new Bucket(boundaries, lower, upper, count));
    }
  }
}
