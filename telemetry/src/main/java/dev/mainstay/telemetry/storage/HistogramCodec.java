package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Native histograms as bytes, each by its difference from the one before: with the same buckets,
 * only the changes of the counts are written, small numbers when they are whole.
 */
final class HistogramCodec {
  private static final int SAME_LAYOUT = 1;
  private static final int WHOLE = 2;
  private static final double EXACT = 1L << 53;

  private HistogramCodec() {}

  static void write(ByteWriter to, @Nullable NativeHistogram last, NativeHistogram next) {
    boolean same = last != null && sameLayout(last, next);
    boolean whole = isWhole(next);
    to.writeByte((same ? SAME_LAYOUT : 0) | (whole ? WHOLE : 0));
    if (!same) {
      writeLayout(to, next);
    }
    NativeHistogram base = same && whole && last != null && isWhole(last) ? last : null;
    to.writeByte(next.reset().ordinal()).writeDouble(next.sum());
    writeCount(to, whole, next.count(), base == null ? 0 : base.count());
    writeCount(to, whole, next.zeroCount(), base == null ? 0 : base.zeroCount());
    writeCounts(to, whole, next.positive(), base == null ? null : base.positive());
    writeCounts(to, whole, next.negative(), base == null ? null : base.negative());
  }

  static NativeHistogram read(ByteReader from, @Nullable NativeHistogram last) {
    int flags = from.readByte();
    boolean same = (flags & SAME_LAYOUT) != 0;
    boolean whole = (flags & WHOLE) != 0;
    if (same && last == null) {
      throw new IndexOutOfBoundsException("a first histogram without its buckets");
    }
    Layout layout = same && last != null ? Layout.of(last) : Layout.read(from);
    NativeHistogram base = same && whole && last != null && isWhole(last) ? last : null;
    var reset = NativeHistogram.Reset.values()[from.readByte()];
    double sum = from.readDouble();
    double count = readCount(from, whole, base == null ? 0 : base.count());
    double zeroCount = readCount(from, whole, base == null ? 0 : base.zeroCount());
    return new NativeHistogram(
        layout.schema,
        layout.zeroThreshold,
        zeroCount,
        count,
        sum,
        readCounts(from, whole, layout.positive, base == null ? null : base.positive()),
        readCounts(from, whole, layout.negative, base == null ? null : base.negative()),
        layout.bounds,
        reset);
  }

  private record Layout(
      int schema, double zeroThreshold, List<Double> bounds, int[] positive, int[] negative) {
    static Layout of(NativeHistogram histogram) {
      return new Layout(
          histogram.schema(),
          histogram.zeroThreshold(),
          histogram.customBounds(),
          indexes(histogram.positive()),
          indexes(histogram.negative()));
    }

    static Layout read(ByteReader from) {
      int schema = (int) from.readZigzag();
      double threshold = from.readDouble();
      int size = from.readCount();
      var bounds = new ArrayList<Double>(size);
      for (int i = 0; i < size; i++) {
        bounds.add(from.readDouble());
      }
      return new Layout(schema, threshold, bounds, readIndexes(from), readIndexes(from));
    }
  }

  private static void writeLayout(ByteWriter to, NativeHistogram histogram) {
    to.writeZigzag(histogram.schema()).writeDouble(histogram.zeroThreshold());
    to.writeVarint(histogram.customBounds().size());
    histogram.customBounds().forEach(to::writeDouble);
    writeIndexes(to, histogram.positive());
    writeIndexes(to, histogram.negative());
  }

  private static void writeIndexes(ByteWriter to, Buckets buckets) {
    to.writeVarint(buckets.size());
    int last = 0;
    for (int i = 0; i < buckets.size(); i++) {
      to.writeZigzag(buckets.index(i) - last);
      last = buckets.index(i);
    }
  }

  private static int[] readIndexes(ByteReader from) {
    var indexes = new int[from.readCount()];
    int last = 0;
    for (int i = 0; i < indexes.length; i++) {
      last += (int) from.readZigzag();
      indexes[i] = last;
    }
    return indexes;
  }

  private static int[] indexes(Buckets buckets) {
    var indexes = new int[buckets.size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = buckets.index(i);
    }
    return indexes;
  }

  private static boolean sameLayout(NativeHistogram a, NativeHistogram b) {
    return a.schema() == b.schema()
        && Double.compare(a.zeroThreshold(), b.zeroThreshold()) == 0
        && a.customBounds().equals(b.customBounds())
        && sameIndexes(a.positive(), b.positive())
        && sameIndexes(a.negative(), b.negative());
  }

  private static boolean sameIndexes(Buckets a, Buckets b) {
    boolean same = a.size() == b.size();
    for (int i = 0; i < a.size() && same; i++) {
      same = a.index(i) == b.index(i);
    }
    return same;
  }

  private static boolean isWhole(NativeHistogram histogram) {
    return isWhole(histogram.count())
        && isWhole(histogram.zeroCount())
        && isWhole(histogram.positive())
        && isWhole(histogram.negative());
  }

  private static boolean isWhole(Buckets buckets) {
    boolean whole = true;
    for (int i = 0; i < buckets.size() && whole; i++) {
      whole = isWhole(buckets.count(i));
    }
    return whole;
  }

  private static boolean isWhole(double value) {
    return Math.abs(value) < EXACT
        && Double.doubleToRawLongBits((double) (long) value) == Double.doubleToRawLongBits(value);
  }

  private static void writeCounts(
      ByteWriter to, boolean whole, Buckets buckets, @Nullable Buckets base) {
    for (int i = 0; i < buckets.size(); i++) {
      writeCount(to, whole, buckets.count(i), base == null ? 0 : base.count(i));
    }
  }

  private static Buckets readCounts(
      ByteReader from, boolean whole, int[] indexes, @Nullable Buckets base) {
    var counts = new double[indexes.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = readCount(from, whole, base == null ? 0 : base.count(i));
    }
    return Buckets.of(indexes, counts);
  }

  private static void writeCount(ByteWriter to, boolean whole, double value, double base) {
    if (whole) {
      to.writeZigzag((long) value - (long) base);
    } else {
      to.writeDouble(value);
    }
  }

  private static double readCount(ByteReader from, boolean whole, double base) {
    return whole ? (double) ((long) base + from.readZigzag()) : from.readDouble();
  }
}
