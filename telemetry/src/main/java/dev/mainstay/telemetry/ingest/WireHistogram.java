package dev.mainstay.telemetry.ingest;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import dev.mainstay.telemetry.NativeHistogram.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prometheus' histogram message, of both remote write versions; reusable. */
final class WireHistogram {
  private static final int MOST_BUCKETS = 10_000;

  private long timestamp;
  private double count;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private int reset;
  private boolean floats;
  private final List<Span> negativeSpans = new ArrayList<>();
  private final List<Span> positiveSpans = new ArrayList<>();
  private final Numbers negativeDeltas = new Numbers();
  private final Numbers positiveDeltas = new Numbers();
  private final Numbers negativeCounts = new Numbers();
  private final Numbers positiveCounts = new Numbers();
  private final Numbers bounds = new Numbers();

  private static final class Numbers {
    private double[] values = new double[16];
    private int size;

    void add(double value, Wire wire) throws MalformedException {
      if (size >= MOST_BUCKETS) {
        throw wire.problem("more than " + MOST_BUCKETS + " buckets");
      }
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  long timestamp() {
    return timestamp;
  }

  /** Reads the message that {@code wire} is within. */
  NativeHistogram read(Wire wire) throws MalformedException {
    clear();
    int start = wire.position();
    while (wire.more()) {
      int tag = wire.tag();
      switch (tag >>> 3) {
        case 1 -> count = (double) wire.varint(tag);
        case 2 -> {
          count = wire.float64(tag);
          floats = true;
        }
        case 3 -> sum = wire.float64(tag);
        case 4 -> schema = (int) zigzag(wire, tag);
        case 5 -> zeroThreshold = wire.float64(tag);
        case 6 -> zeroCount = (double) wire.varint(tag);
        case 7 -> zeroCount = wire.float64(tag);
        case 8 -> span(wire, tag, negativeSpans);
        case 9 -> deltas(wire, tag, negativeDeltas);
        case 10 -> numbers(wire, tag, negativeCounts);
        case 11 -> span(wire, tag, positiveSpans);
        case 12 -> deltas(wire, tag, positiveDeltas);
        case 13 -> numbers(wire, tag, positiveCounts);
        case 14 -> reset = (int) wire.varint(tag);
        case 15 -> timestamp = wire.varint(tag);
        case 16 -> numbers(wire, tag, bounds);
        default -> wire.skip(tag);
      }
    }
    if ((schema < -4 || schema > 8) && schema != NativeHistogram.CUSTOM_BOUNDS) {
      throw new MalformedException(
          "histogram", start, "schema " + schema + " (expected: -4 to 8, or -53)");
    }
    try {
      return new NativeHistogram(
          schema,
          zeroThreshold,
          zeroCount,
          count,
          sum,
          buckets(positiveSpans, positiveDeltas, positiveCounts),
          buckets(negativeSpans, negativeDeltas, negativeCounts),
          Arrays.stream(bounds.toArray()).boxed().toList(),
          reset());
    } catch (IllegalArgumentException e) {
      throw new MalformedException("histogram", start, String.valueOf(e.getMessage()));
    }
  }

  private void clear() {
    timestamp = 0;
    count = 0;
    sum = 0;
    schema = 0;
    zeroThreshold = 0;
    zeroCount = 0;
    reset = 0;
    floats = false;
    negativeSpans.clear();
    positiveSpans.clear();
    negativeDeltas.size = 0;
    positiveDeltas.size = 0;
    negativeCounts.size = 0;
    positiveCounts.size = 0;
    bounds.size = 0;
  }

  private Reset reset() {
    return switch (reset) {
      case 1 -> Reset.RESET;
      case 2 -> Reset.NO_RESET;
      case 3 -> Reset.GAUGE;
      default -> Reset.UNKNOWN;
    };
  }

  private Buckets buckets(List<Span> spans, Numbers deltas, Numbers counts) {
    double[] values = floats ? counts.toArray() : deltas.toArray();
    if (!floats) {
      for (int i = 1; i < values.length; i++) {
        values[i] += values[i - 1];
      }
    }
    return Buckets.ofSpans(spans, values);
  }

  private static void span(Wire wire, int tag, List<Span> into) throws MalformedException {
    int outer = wire.enter(tag);
    int offset = 0;
    int length = 0;
    while (wire.more()) {
      int field = wire.tag();
      switch (field >>> 3) {
        case 1 -> offset = (int) zigzag(wire, field);
        case 2 -> length = (int) wire.varint(field);
        default -> wire.skip(field);
      }
    }
    wire.leave(outer);
    if (length < 0 || length > MOST_BUCKETS || into.size() >= MOST_BUCKETS) {
      throw wire.problem("more than " + MOST_BUCKETS + " buckets");
    }
    into.add(new Span(offset, length));
  }

  private static void deltas(Wire wire, int tag, Numbers into) throws MalformedException {
    if ((tag & 7) == Wire.VARINT) {
      into.add((double) wire.zigzag(), wire);
      return;
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      into.add((double) wire.zigzag(), wire);
    }
    wire.leave(outer);
  }

  private static void numbers(Wire wire, int tag, Numbers into) throws MalformedException {
    if ((tag & 7) == Wire.FIXED64) {
      into.add(wire.float64(), wire);
      return;
    }
    int outer = wire.enter(tag);
    while (wire.more()) {
      into.add(wire.float64(), wire);
    }
    wire.leave(outer);
  }

  private static long zigzag(Wire wire, int tag) throws MalformedException {
    wire.expect(tag, Wire.VARINT);
    return wire.zigzag();
  }
}
