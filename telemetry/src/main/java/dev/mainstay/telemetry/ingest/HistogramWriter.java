package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;

/** Writes native histograms as protobuf, counts as floating-point numbers. */
public final class HistogramWriter {
  private HistogramWriter() {}

  /** The fields of {@code prometheus.Histogram}, as remote write and remote read have it. */
  public static void remote(ProtobufWriter to, NativeHistogram from, long millis) {
    to.number(2, from.count()).number(3, from.sum()).zigzag(4, from.schema());
    to.number(5, from.zeroThreshold()).number(7, from.zeroCount());
    buckets(to, 8, 10, from.negative());
    buckets(to, 11, 13, from.positive());
    to.varint(
        14,
        switch (from.reset()) {
          case UNKNOWN -> 0;
          case RESET -> 1;
          case NO_RESET -> 2;
          case GAUGE -> 3;
        });
    to.varint(15, millis);
    to.numbers(16, from.customBounds().stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The fields of {@code io.prometheus.client.Histogram}, as expositions have it. */
  public static void exposed(ProtobufWriter to, NativeHistogram from) {
    to.number(2, from.sum()).number(4, from.count()).zigzag(5, from.schema());
    to.number(6, from.zeroThreshold()).number(8, from.zeroCount());
    buckets(to, 9, 11, from.negative());
    buckets(to, 12, 14, from.positive());
  }

  private static void buckets(ProtobufWriter to, int spans, int counts, Buckets buckets) {
    var values = new double[buckets.size()];
    var span = new ProtobufWriter(16);
    int next = 0;
    for (int start = 0; start < buckets.size(); ) {
      int end = start + 1;
      while (end < buckets.size() && buckets.index(end) == buckets.index(end - 1) + 1) {
        end++;
      }
      span.clear();
      span.zigzag(1, buckets.index(start) - next).varint(2, end - start);
      to.message(spans, span);
      next = buckets.index(end - 1) + 1;
      start = end;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = buckets.count(i);
    }
    to.numbers(counts, values);
  }
}
