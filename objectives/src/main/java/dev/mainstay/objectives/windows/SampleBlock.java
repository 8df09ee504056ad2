package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Consecutive samples of one series, in two columns: a sample of a regularly scraped counter of
 * whole numbers takes 1 to 4 bytes, and one with a fraction 8 to 10. The last few lie in plain
 * arrays until they are enough to be sealed with those before. Not thread-safe.
 */
final class SampleBlock {
  /** How many samples there are before another block is begun. */
  static final int CAPACITY = 120;

  private static final int TAIL = 16;
  private static final byte[] NO_COLUMNS = {};
  private static final long[] NO_TIMES = {};
  private static final double[] NO_VALUES = {};

  private long firstOrdinal;
  private int size;
  private long last;
  // Those before are sealed, in one way or the other.
  private int sealed;
  // Times, and behind them the values where all are whole numbers.
  private byte[] columns = NO_COLUMNS;
  private int whole;
  private double[] fractions = NO_VALUES;
  private long[] tailTimes = NO_TIMES;
  private double[] tailValues = NO_VALUES;

  /**
   * An empty block.
   *
   * @param firstOrdinal how many samples of the series come before
   */
  SampleBlock(long firstOrdinal) {
    this.firstOrdinal = firstOrdinal;
  }

  /** A block of these samples, at least one, which it keeps. */
  SampleBlock(long firstOrdinal, long[] times, double[] values) {
    this(firstOrdinal);
    seal(times, values);
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
    return index < sealed ? NearLines.get(columns, 0, index) : tailTimes[index - sealed];
  }

  double value(int index) {
    if (index >= sealed) {
      return tailValues[index - sealed];
    }
    return whole == 0 ? fractions[index] : NearLines.get(columns, whole, index);
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

  /** Adds a sample after all others. */
  void append(long millis, double value) {
    if (size - sealed == tailTimes.length) {
      if (sealed < size) {
        sealAll();
      } else {
        tailTimes = new long[TAIL];
        tailValues = new double[TAIL];
      }
    }
    tailTimes[size - sealed] = millis;
    tailValues[size - sealed] = value;
    size++;
    last = millis;
  }

  /** Puts a sample between others, or before them all. */
  void insert(int index, long millis, double value) {
    long[] newTimes = new long[size + 1];
    double[] newValues = new double[size + 1];
    copy(0, index, newTimes, newValues, 0);
    newTimes[index] = millis;
    newValues[index] = value;
    copy(index, size, newTimes, newValues, index + 1);
    seal(newTimes, newValues);
  }

  /** Hands its younger half over to a new block behind it. */
  SampleBlock split() {
    int half = size / 2;
    SampleBlock younger = part(firstOrdinal + half, half, size);
    long[] olderTimes = new long[half];
    double[] olderValues = new double[half];
    copy(0, half, olderTimes, olderValues, 0);
    seal(olderTimes, olderValues);
    return younger;
  }

  /** Makes it as small as it gets until something is added. */
  void seal() {
    if (sealed < size) {
      sealAll();
    }
    tailTimes = NO_TIMES;
    tailValues = NO_VALUES;
  }

  private void sealAll() {
    long[] allTimes = new long[size];
    double[] allValues = new double[size];
    copy(0, size, allTimes, allValues, 0);
    seal(allTimes, allValues);
  }

  /** Takes these samples instead of all others; at least one. */
  private void seal(long[] allTimes, double[] allValues) {
    size = allTimes.length;
    sealed = size;
    last = allTimes[size - 1];
    long[] wholeValues = NearLines.whole(allValues, size);
    if (wholeValues == null) {
      columns = NearLines.of(size, allTimes);
      whole = 0;
      fractions = allValues;
    } else {
      columns = NearLines.of(size, allTimes, wholeValues);
      whole = NearLines.behind(columns, 0, size);
      fractions = NO_VALUES;
    }
  }

  private SampleBlock part(long ordinal, int from, int to) {
    long[] partTimes = new long[to - from];
    double[] partValues = new double[to - from];
    copy(from, to, partTimes, partValues, 0);
    return new SampleBlock(ordinal, partTimes, partValues);
  }

  private void copy(int from, int to, long[] intoTimes, double[] intoValues, int at) {
    for (int i = from; i < to; i++) {
      intoTimes[at + i - from] = time(i);
      intoValues[at + i - from] = value(i);
    }
  }

  /** Writes the first samples of it, at least one. */
  void writeTo(DataOutput out, int count) throws IOException {
    SampleBlock written = count == sealed ? this : part(firstOrdinal, 0, count);
    out.writeShort(count);
    out.writeLong(firstOrdinal);
    NearLines.writeTo(out, written.columns);
    NearLines.writePlain(out, written.fractions, written.fractions.length);
  }

  /** What {@link #writeTo} wrote. */
  static SampleBlock readFrom(DataInput in) throws IOException {
    int size = in.readUnsignedShort();
    var block = new SampleBlock(in.readLong());
    block.size = size;
    block.sealed = size;
    block.columns = NearLines.readFrom(in);
    int behind = NearLines.behind(block.columns, 0, size);
    if (behind < block.columns.length) {
      block.whole = behind;
    } else {
      block.fractions = NearLines.readPlain(in, size);
    }
    block.last = block.time(size - 1);
    return block;
  }
}
