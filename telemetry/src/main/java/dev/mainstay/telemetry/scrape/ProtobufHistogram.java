package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import dev.mainstay.telemetry.NativeHistogram.Span;
import dev.mainstay.telemetry.ingest.MalformedException;
import dev.mainstay.telemetry.ingest.Wire;
import java.util.ArrayList;
import java.util.List;

/** The histogram message of an exposition, classic, native, or both; single use. */
final class ProtobufHistogram {
  private static final int MOST_BUCKETS = 10_000;

  private final Wire wire;
  private final int start;
  private final boolean gauge;
  private double count;
  private double floatCount;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Span> negativeSpans = new ArrayList<>();
  private final List<Span> positiveSpans = new ArrayList<>();
  private final List<Double> negative = new ArrayList<>();
  private final List<Double> positive = new ArrayList<>();
  private final List<ScrapedSample.Exemplar> exemplars = new ArrayList<>();
  private boolean floats;

  /** A classic bucket: observations up to a bound. */
  record Bucket(double bound, double count, List<ScrapedSample.Exemplar> exemplars) {}

  ProtobufHistogram(Wire wire, boolean gauge) {
    this.wire = wire;
    this.start = wire.position();
    this.gauge = gauge;
  }

  double count() {
    return floatCount > 0 ? floatCount : count;
  }

  double sum() {
    return sum;
  }

  List<Bucket> buckets() {
    return buckets;
  }

  boolean isNative() {
    return !positiveSpans.isEmpty()
        || !negativeSpans.isEmpty()
        || zeroThreshold > 0
        || zeroCount > 0;
  }

  /** Those that have a time: others cannot be told from the last scrape's. */
  List<ScrapedSample.Exemplar> nativeExemplars() {
    var all = new ArrayList<>(exemplars);
    if (all.isEmpty()) {
      buckets.forEach(bucket -> all.addAll(bucket.exemplars));
    }
    all.removeIf(exemplar -> exemplar.millis() == ScrapedSample.NO_TIME);
    return all;
  }

  void read() throws MalformedException {
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> count = unsigned(tag);
        case 2 -> sum = number(tag);
        case 3 -> bucket(tag);
        case 4 -> floatCount = number(tag);
        case 5 -> {
          wire.expect(tag, Wire.VARINT);
          schema = (int) wire.zigzag();
        }
        case 6 -> zeroThreshold = number(tag);
        case 7 -> zeroCount = unsigned(tag);
        case 8 -> {
          double zeros = number(tag);
          zeroCount = zeros > 0 ? zeros : zeroCount;
        }
        case 9 -> span(tag, negativeSpans);
        case 10 -> deltas(tag, negative);
        case 11 -> counts(tag, negative);
        case 12 -> span(tag, positiveSpans);
        case 13 -> deltas(tag, positive);
        case 14 -> counts(tag, positive);
        case 16 -> add(exemplars, ProtobufMetrics.exemplar(wire, tag));
        default -> wire.skip(tag);
      }
    }
  }

  NativeHistogram toNative() throws MalformedException {
    if (schema < -4 || schema > 8) {
      throw new MalformedException("histogram", start, "schema " + schema + " (expected: -4 to 8)");
    }
    try {
      return new NativeHistogram(
          schema,
          zeroThreshold,
          zeroCount,
          count(),
          sum,
          Buckets.ofSpans(positiveSpans, values(positive)),
          Buckets.ofSpans(negativeSpans, values(negative)),
          List.of(),
          gauge ? Reset.GAUGE : Reset.UNKNOWN);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("histogram", start, String.valueOf(e.getMessage()));
    }
  }

  private double[] values(List<Double> from) {
    double[] values = from.stream().mapToDouble(Double::doubleValue).toArray();
    if (!floats) {
      for (int i = 1; i < values.length; i++) {
        values[i] += values[i - 1];
      }
    }
    return values;
  }

  private void bucket(int tag) throws MalformedException {
    int outer = wire.enter(tag);
    double bound = 0;
    double upTo = 0;
    double floatUpTo = 0;
    var found = new ArrayList<ScrapedSample.Exemplar>();
    while (wire.more()) {
      int field = wire.tag();
      switch (field >>> 3) {
        case 1 -> upTo = unsigned(field);
        case 2 -> bound = number(field);
        case 3 -> found.add(ProtobufMetrics.exemplar(wire, field));
        case 4 -> floatUpTo = number(field);
        default -> wire.skip(field);
      }
    }
    wire.leave(outer);
    add(buckets, new Bucket(bound, floatUpTo > 0 ? floatUpTo : upTo, found));
  }

  private void span(int tag, List<Span> into) throws MalformedException {
    int outer = wire.enter(tag);
    int offset = 0;
    long length = 0;
    while (wire.more()) {
      int field = wire.tag();
      switch (field >>> 3) {
        case 1 -> offset = (int) wire.zigzag();
        case 2 -> length = wire.varint();
        default -> wire.skip(field);
      }
    }
    wire.leave(outer);
    if (length < 0 || length > MOST_BUCKETS) {
      throw wire.problem("more than " + MOST_BUCKETS + " buckets");
    }
    add(into, new Span(offset, (int) length));
  }

  private void deltas(int tag, List<Double> into) throws MalformedException {
    if ((tag & 7) == Wire.VARINT) {
      add(into, (double) wire.zigzag());
      return;
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      add(into, (double) wire.zigzag());
    }
    wire.leave(outer);
  }

  private void counts(int tag, List<Double> into) throws MalformedException {
    floats = true;
    if ((tag & 7) == Wire.FIXED64) {
      add(into, wire.float64());
      return;
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      add(into, wire.float64());
    }
    wire.leave(outer);
  }

  private <T> void add(List<T> into, T value) throws MalformedException {
    if (into.size() >= MOST_BUCKETS) {
      throw wire.problem("more than " + MOST_BUCKETS + " buckets");
    }
    into.add(value);
  }

  private double unsigned(int tag) throws MalformedException {
    wire.expect(tag, Wire.VARINT);
    return ProtobufMetrics.unsigned(wire.varint());
  }

  private double number(int tag) throws MalformedException {
    return wire.float64(tag);
  }
}
