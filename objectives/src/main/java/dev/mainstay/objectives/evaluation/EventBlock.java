package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.NearLine;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
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
  private long[] times = new long[FIRST_ROOM];
  private double[] good = new double[FIRST_ROOM];
  private double[] total = new double[FIRST_ROOM];
  private @Nullable NearLine sealedTimes;
  private @Nullable NearLine sealedGood;
  private @Nullable NearLine sealedTotal;

  EventBlock(Events before) {
    this.before = before;
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
    return sealedTimes == null ? times[index] : sealedTimes.get(index);
  }

  /** Everything until a moment, itself included; what came before the block for -1. */
  private Events until(int index) {
    return index < 0
        ? before
        : new Events(
            before.good() + (sealedGood == null ? good[index] : sealedGood.get(index)),
            before.total() + (sealedTotal == null ? total[index] : sealedTotal.get(index)));
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
    boolean sealed = sealedTimes != null;
    open();
    if (!known) {
      insert(at, millis);
    }
    Events more = events.minus(had);
    for (int i = at; i < size; i++) {
      good[i] += more.good();
      total[i] += more.total();
    }
    if (sealed) {
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
    if (sealedTimes == null) {
      sealedTimes = new NearLine(times, size);
      times = NO_TIMES;
      sealedGood = NearLine.ofWhole(good, size);
      good = sealedGood == null ? Arrays.copyOf(good, size) : NO_VALUES;
      sealedTotal = NearLine.ofWhole(total, size);
      total = sealedTotal == null ? Arrays.copyOf(total, size) : NO_VALUES;
    }
  }

  /** Makes it ready for other moments. */
  void open() {
    if (sealedTimes != null) {
      long[] allTimes = new long[size];
      Arrays.setAll(allTimes, sealedTimes::get);
      times = allTimes;
      sealedTimes = null;
      good = sealedGood == null ? good : sealedGood.values(size);
      sealedGood = null;
      total = sealedTotal == null ? total : sealedTotal.values(size);
      sealedTotal = null;
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeShort(size);
    out.writeDouble(before.good());
    out.writeDouble(before.total());
    (sealedTimes == null ? new NearLine(times, size) : sealedTimes).writeTo(out);
    NearLine.write(out, sealedGood == null ? NearLine.ofWhole(good, size) : sealedGood, good, size);
    NearLine.write(
        out, sealedTotal == null ? NearLine.ofWhole(total, size) : sealedTotal, total, size);
  }

  /** What {@link #writeTo} wrote, sealed. */
  static EventBlock readFrom(DataInput in) throws IOException {
    int size = in.readUnsignedShort();
    var block = new EventBlock(new Events(in.readDouble(), in.readDouble()));
    block.size = size;
    block.times = NO_TIMES;
    block.sealedTimes = NearLine.readFrom(in, size);
    block.sealedGood = in.readBoolean() ? NearLine.readFrom(in, size) : null;
    block.good = block.sealedGood == null ? NearLine.readPlain(in, size) : NO_VALUES;
    block.sealedTotal = in.readBoolean() ? NearLine.readFrom(in, size) : null;
    block.total = block.sealedTotal == null ? NearLine.readPlain(in, size) : NO_VALUES;
    return block;
  }
}
