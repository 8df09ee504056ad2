package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.NearLines;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive moments and what was counted until each, in three columns. It is open, in plain
 * arrays, until it is sealed: then a moment of regular ones with whole numbers takes 2 to 8 bytes,
 * and one with fractions 16. Not thread-safe.
 */
final class EventBlock {
  /** When a block is sealed. */
  static final int CAPACITY = 120;

  private static final int FIRST_ROOM = 8;
  private static final long[] NO_TIMES = {};
  private static final double[] NO_VALUES = {};

  private int size;
  // What the blocks before it count.
  private Events before;
  // Empty where a sealed column stands for them; good and total since the block's beginning.
  private long[] times;
  private double[] good;
  private double[] total;
  private @Nullable Sealed sealed;

  /** Columns; where those of good and total begin, or 0 when they are not of whole numbers. */
  private record Sealed(byte[] columns, int good, int total) {
    static Sealed of(int size, long[] times, double[] good, double[] total) {
      var columns = new ArrayList<long[]>(List.of(times));
      long[] wholeGood = NearLines.whole(good, size);
      if (wholeGood != null) {
        columns.add(wholeGood);
      }
      long[] wholeTotal = NearLines.whole(total, size);
      if (wholeTotal != null) {
        columns.add(wholeTotal);
      }
      byte[] lines = NearLines.of(size, columns.toArray(long[][]::new));
      return of(lines, size, wholeGood != null, wholeTotal != null);
    }

    static Sealed of(byte[] lines, int size, boolean wholeGood, boolean wholeTotal) {
      int first = NearLines.behind(lines, 0, size);
      int total = wholeGood && wholeTotal ? NearLines.behind(lines, first, size) : first;
      return new Sealed(lines, wholeGood ? first : 0, wholeTotal ? total : 0);
    }

    long time(int index) {
      return NearLines.get(columns, 0, index);
    }

    double[] values(int column, int size) {
      double[] values = new double[size];
      Arrays.setAll(values, i -> NearLines.get(columns, column, i));
      return values;
    }
  }

  EventBlock(Events before) {
    this(before, new long[FIRST_ROOM], new double[FIRST_ROOM], new double[FIRST_ROOM]);
  }

  private EventBlock(Events before, long[] times, double[] good, double[] total) {
    this.before = before;
    this.times = times;
    this.good = good;
    this.total = total;
  }

  int size() {
    return size;
  }

  long firstMillis() {
    return time(0);
  }

  long lastMillis() {
    return time(size - 1);
  }

  private long time(int index) {
    return sealed == null ? times[index] : sealed.time(index);
  }

  /** Everything until a moment, itself included; what came before the block for -1. */
  private Events until(int index) {
    return index < 0
        ? before
        : new Events(
            before.good() + value(sealed == null ? 0 : sealed.good, good, index),
            before.total() + value(sealed == null ? 0 : sealed.total, total, index));
  }

  private double value(int column, double[] plain, int index) {
    return sealed == null || column == 0
        ? plain[index]
        : NearLines.get(sealed.columns, column, index);
  }

  /** Everything until a time, included. */
  Events until(long millis) {
    return until(countUntil(millis) - 1);
  }

  /** Everything until the block's end. */
  Events whole() {
    return until(size - 1);
  }

  private int countUntil(long millis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time(middle) <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Takes in what blocks before it count more than they did. */
  void add(Events more) {
    before = before.plus(more);
  }

  /**
   * Takes in the events of a moment, instead of those it had.
   *
   * @return how many more they are
   */
  Events put(long millis, Events events) {
    int at = countUntil(millis);
    boolean known = at > 0 && time(at - 1) == millis;
    at -= known ? 1 : 0;
    Events had = known ? until(at).minus(until(at - 1)) : Events.NONE;
    if (known && had.equals(events)) {
      return Events.NONE;
    }
    boolean wasSealed = sealed != null;
    open();
    if (!known) {
      insert(at, millis);
    }
    Events more = events.minus(had);
    for (int i = at; i < size; i++) {
      good[i] += more.good();
      total[i] += more.total();
    }
    if (wasSealed) {
      seal();
    }
    return more;
  }

  private void insert(int at, long millis) {
    if (size == times.length) {
      int room = size * 2;
      times = Arrays.copyOf(times, room);
      good = Arrays.copyOf(good, room);
      total = Arrays.copyOf(total, room);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(good, at, good, at + 1, size - at);
    System.arraycopy(total, at, total, at + 1, size - at);
    times[at] = millis;
    good[at] = at == 0 ? 0 : good[at - 1];
    total[at] = at == 0 ? 0 : total[at - 1];
    size++;
  }

  /** Hands its younger half over to a new block behind it. */
  EventBlock split() {
    open();
    int half = size / 2;
    Events middle = until(half - 1);
    var younger = new EventBlock(middle);
    younger.size = size - half;
    younger.times = Arrays.copyOfRange(times, half, size);
    younger.good = new double[size - half];
    younger.total = new double[size - half];
    for (int i = half; i < size; i++) {
      younger.good[i - half] = good[i] - good[half - 1];
      younger.total[i - half] = total[i] - total[half - 1];
    }
    size = half;
    return younger;
  }

  /** Makes it small. */
  void seal() {
    if (sealed == null) {
      sealed = Sealed.of(size, times, good, total);
      times = NO_TIMES;
      good = sealed.good == 0 ? Arrays.copyOf(good, size) : NO_VALUES;
      total = sealed.total == 0 ? Arrays.copyOf(total, size) : NO_VALUES;
    }
  }

  /** Makes it ready for other moments. */
  void open() {
    if (sealed != null) {
      long[] allTimes = new long[size];
      Arrays.setAll(allTimes, sealed::time);
      times = allTimes;
      good = sealed.good == 0 ? good : sealed.values(sealed.good, size);
      total = sealed.total == 0 ? total : sealed.values(sealed.total, size);
      sealed = null;
    }
  }

  void writeTo(DataOutput out) throws IOException {
    Sealed written = sealed == null ? Sealed.of(size, times, good, total) : sealed;
    out.writeShort(size);
    out.writeDouble(before.good());
    out.writeDouble(before.total());
    out.writeBoolean(written.good != 0);
    out.writeBoolean(written.total != 0);
    NearLines.writeTo(out, written.columns);
    NearLines.writePlain(out, good, written.good == 0 ? size : 0);
    NearLines.writePlain(out, total, written.total == 0 ? size : 0);
  }

  /** What {@link #writeTo} wrote, sealed. */
  static EventBlock readFrom(DataInput in) throws IOException {
    int size = in.readUnsignedShort();
    var block =
        new EventBlock(
            new Events(in.readDouble(), in.readDouble()), NO_TIMES, NO_VALUES, NO_VALUES);
    boolean wholeGood = in.readBoolean();
    boolean wholeTotal = in.readBoolean();
    block.size = size;
    block.sealed = Sealed.of(NearLines.readFrom(in), size, wholeGood, wholeTotal);
    block.good = wholeGood ? NO_VALUES : NearLines.readPlain(in, size);
    block.total = wholeTotal ? NO_VALUES : NearLines.readPlain(in, size);
    return block;
  }
}
