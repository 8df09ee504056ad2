package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive samples of one series, in two columns. It is open, in plain arrays, until it is
 * sealed: then a sample of a regularly scraped counter of whole numbers takes 1 to 4 bytes, and one
 * with a fraction 8 to 10. Not thread-safe.
 */
final class SampleBlock {
  /** When a block is sealed. */
  static final int CAPACITY = 120;

  private static final int FIRST_ROOM = 8;
  private static final long[] NO_TIMES = {};
  private static final double[] NO_VALUES = {};

  private long firstOrdinal;
  private int size;
  private long last;
  // Empty where the sealed column stands for them.
  private long[] times;
  private double[] values;
  private @Nullable NearLine sealedTimes;
  private @Nullable NearLine sealedValues;

  /**
   * An empty block.
   *
   * @param firstOrdinal how many samples of the series come before
   */
  SampleBlock(long firstOrdinal) {
    this(firstOrdinal, new long[FIRST_ROOM], new double[FIRST_ROOM]);
  }

  private SampleBlock(long firstOrdinal, long[] times, double[] values) {
    this.firstOrdinal = firstOrdinal;
    this.times = times;
    this.values = values;
  }

  long firstOrdinal() {
    return firstOrdinal;
  }

  void firstOrdinal(long samplesBefore) {
    firstOrdinal = samplesBefore;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size >= CAPACITY;
  }

  long firstMillis() {
    return time(0);
  }

  long lastMillis() {
    return last;
  }

  long time(int index) {
    NearLine sealed = sealedTimes;
    return sealed == null ? times[index] : sealed.get(index);
  }

  double value(int index) {
    NearLine sealed = sealedValues;
    return sealed == null ? values[index] : sealed.get(index);
  }

  /** The first sample at or behind index {@code from} that is after a time; size if none is. */
  int firstAfter(long millis, int from) {
    if (last <= millis) {
      return size;
    }
    // Windows move by a sample or two as a rule.
    int low = from;
    for (int near = Math.min(size, from + 3); low < near; low++) {
      if (time(low) > millis) {
        return low;
      }
    }
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) > millis) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Adds a sample after all others of a block that is open. */
  void append(long millis, double value) {
    if (size == times.length) {
      int room = Math.min(CAPACITY, size * 2);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    times[size] = millis;
    values[size++] = value;
    last = millis;
  }

  /** Puts a sample between others, or before them all. */
  void insert(int index, long millis, double value) {
    boolean sealed = sealedTimes != null;
    long[] newTimes = new long[size + 1];
    double[] newValues = new double[size + 1];
    for (int i = 0; i < size; i++) {
      int to = i < index ? i : i + 1;
      newTimes[to] = time(i);
      newValues[to] = value(i);
    }
    newTimes[index] = millis;
    newValues[index] = value;
    open(newTimes, newValues, size + 1);
    if (sealed) {
      seal();
    }
  }

  /** Hands its younger half over to a new block behind it. */
  SampleBlock split() {
    int half = size / 2;
    var younger = new SampleBlock(firstOrdinal + half);
    long[] olderTimes = new long[half];
    double[] olderValues = new double[half];
    for (int i = 0; i < half; i++) {
      olderTimes[i] = time(i);
      olderValues[i] = value(i);
    }
    for (int i = half; i < size; i++) {
      younger.append(time(i), value(i));
    }
    open(olderTimes, olderValues, half);
    return younger;
  }

  private void open(long[] allTimes, double[] allValues, int count) {
    times = allTimes;
    values = allValues;
    size = count;
    last = allTimes[count - 1];
    sealedTimes = null;
    sealedValues = null;
  }

  /** Makes it small. Fractions and what is no number keep their column. */
  void seal() {
    if (sealedTimes != null) {
      return;
    }
    sealedTimes = new NearLine(times, size);
    times = NO_TIMES;
    sealedValues = NearLine.ofWhole(values, size);
    values = sealedValues == null ? Arrays.copyOf(values, size) : NO_VALUES;
  }

  /** Makes it ready to be appended to. */
  void open() {
    if (sealedTimes != null) {
      int room = Math.max(size, Math.min(CAPACITY, size * 2));
      long[] allTimes = new long[room];
      double[] allValues = new double[room];
      for (int i = 0; i < size; i++) {
        allTimes[i] = time(i);
        allValues[i] = value(i);
      }
      open(allTimes, allValues, size);
    }
  }

  /** Writes the first samples of it. */
  void writeTo(DataOutput out, int count) throws IOException {
    if (count < size || sealedTimes == null) {
      var part = new SampleBlock(firstOrdinal);
      for (int i = 0; i < count; i++) {
        part.append(time(i), value(i));
      }
      part.seal();
      part.writeSealed(out);
    } else {
      writeSealed(out);
    }
  }

  private void writeSealed(DataOutput out) throws IOException {
    out.writeShort(size);
    out.writeLong(firstOrdinal);
    Objects.requireNonNull(sealedTimes).writeTo(out);
    NearLine.write(out, sealedValues, values, size);
  }

  /** What {@link #writeTo} wrote, sealed. */
  static SampleBlock readFrom(DataInput in) throws IOException {
    int size = in.readUnsignedShort();
    var block = new SampleBlock(in.readLong(), NO_TIMES, NO_VALUES);
    block.size = size;
    block.sealedTimes = NearLine.readFrom(in, size);
    block.sealedValues = in.readBoolean() ? NearLine.readFrom(in, size) : null;
    if (block.sealedValues == null) {
      block.values = NearLine.readPlain(in, size);
    }
    block.last = block.time(size - 1);
    return block;
  }
}
