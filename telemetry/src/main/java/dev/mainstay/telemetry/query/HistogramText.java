package dev.mainstay.telemetry.query;

import dev.mainstay.telemetry.NativeHistogram;

/** A native histogram as a label's value. */
public final class HistogramText {
  private HistogramText() {}

  /** {@code {count:3, sum:4.5, [-0.001,0.001]:1, (1,2]:2}}. */
  public static String of(NativeHistogram h) {
    var text =
        new StringBuilder("{count:")
            .append(Aggregations.text(h.count()))
            .append(", sum:")
            .append(Aggregations.text(h.sum()));
    for (int i = h.negative().size() - 1; i >= 0; i--) {
      int index = h.negative().index(i);
      bucket(
          text,
          '[',
          -HistogramMath.bound(h, index),
          -HistogramMath.lower(h, index),
          ')',
          h.negative().count(i));
    }
    bucket(text, '[', -h.zeroThreshold(), h.zeroThreshold(), ']', h.zeroCount());
    for (int i = 0; i < h.positive().size(); i++) {
      int index = h.positive().index(i);
      bucket(
          text,
          '(',
          HistogramMath.lower(h, index),
          HistogramMath.bound(h, index),
          ']',
          h.positive().count(i));
    }
    return text.append('}').toString();
  }

  private static void bucket(
      StringBuilder text, char open, double from, double to, char close, double count) {
    if (count != 0) {
      text.append(", ")
          .append(open)
          .append(Aggregations.text(from))
          .append(',')
          .append(Aggregations.text(to))
          .append(close)
          .append(':')
          .append(Aggregations.text(count));
    }
  }
}
