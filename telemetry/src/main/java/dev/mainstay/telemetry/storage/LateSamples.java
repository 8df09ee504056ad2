package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples that came after younger ones of their series, in order of time. Not thread-safe. */
final class LateSamples {
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(long millis, double value, @Nullable NativeHistogram histogram) {
    boolean equals(double otherValue, @Nullable NativeHistogram otherHistogram) {
      return histogram == null
          ? otherHistogram == null
              && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(otherValue)
          : histogram.equals(otherHistogram);
    }
  }

  enum Added {
    NEW,
    EQUAL,
    OTHER
  }

  Added add(long millis, double value, @Nullable NativeHistogram histogram) {
    int at = entries.size();
    while (at > 0 && entries.get(at - 1).millis > millis) {
      at--;
    }
    if (at > 0 && entries.get(at - 1).millis == millis) {
      return entries.get(at - 1).equals(value, histogram) ? Added.EQUAL : Added.OTHER;
    }
    entries.add(at, new Entry(millis, value, histogram));
    return Added.NEW;
  }

  /** Adds the sample at which a cursor stands, younger than all. */
  void add(SampleCursor from) {
    entries.add(
        from.isHistogram()
            ? new Entry(from.timestamp(), Double.NaN, from.histogram())
            : new Entry(from.timestamp(), from.value(), null));
  }

  int size() {
    return entries.size();
  }

  long firstMillis() {
    return entries.getFirst().millis;
  }

  long lastMillis() {
    return entries.getLast().millis;
  }

  void removeBetween(long from, long to) {
    entries.removeIf(entry -> entry.millis >= from && entry.millis <= to);
  }

  LateSamples copy() {
    var copy = new LateSamples();
    copy.entries.addAll(entries);
    return copy;
  }

  void save(ByteWriter to) {
    to.writeVarint(entries.size());
    for (Entry entry : entries) {
      to.writeZigzag(entry.millis).writeByte(entry.histogram == null ? 0 : 1);
      if (entry.histogram == null) {
        to.writeDouble(entry.value);
      } else {
        HistogramCodec.write(to, null, entry.histogram);
      }
    }
  }

  static LateSamples restore(ByteReader from) {
    var late = new LateSamples();
    int size = from.readCount();
    for (int i = 0; i < size; i++) {
      long millis = from.readZigzag();
      boolean number = from.readByte() == 0;
      late.entries.add(
          number
              ? new Entry(millis, from.readDouble(), null)
              : new Entry(millis, Double.NaN, HistogramCodec.read(from, null)));
    }
    return late;
  }

  SampleCursor cursor() {
    return new SampleCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        return ++at < entries.size();
      }

      @Override
      public long timestamp() {
        return entries.get(at).millis;
      }

      @Override
      public double value() {
        return entries.get(at).value;
      }

      @Override
      public boolean isHistogram() {
        return entries.get(at).histogram != null;
      }

      @Override
      public NativeHistogram histogram() {
        NativeHistogram histogram = entries.get(at).histogram;
        if (histogram == null) {
          throw new IllegalStateException("the sample is a number");
        }
        return histogram;
      }
    };
  }
}
