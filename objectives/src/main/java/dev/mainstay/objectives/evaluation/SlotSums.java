package dev.mainstay.objectives.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Prefix sums over equal slots of time, each told once it has ended and again when a late sample
 * changed it. Slots are aligned to the Unix epoch. Sums are of whole numbers, so that nothing is
 * lost in differences. A slot takes 12 bytes. Not thread-safe.
 */
final class SlotSums {
  /** One; what is kept is a share of it. */
  private static final double ONE = 0x1p42;

  private final long slotMillis;
  private final int most;
  private long first;
  // Of the slots from the first to this one.
  private long[] sums = new long[64];
  private int[] counted = new int[64];
  private int size;
  // Of the slots before the first.
  private long sumBefore;
  private int countedBefore;

  /** What a slot comes to. */
  interface Judge {
    /** Its share of good, 0 to 1, or NaN when the slot does not count. */
    double share(long fromMillis, long toMillis);
  }

  /**
   * What the slots between two times come to.
   *
   * @param good the sum of their shares
   */
  record Sum(double good, int slots) {}

  /**
   * None yet.
   *
   * @param sinceMillis the first slot is the first whole one after it
   * @param retentionMillis how far back anyone will ask
   */
  SlotSums(long slotMillis, long sinceMillis, long retentionMillis) {
    this.slotMillis = slotMillis;
    this.first = Math.ceilDiv(sinceMillis, slotMillis);
    this.most = Math.toIntExact(retentionMillis / slotMillis + 2);
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeLong(first);
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(sums[i] - sumBefore);
      out.writeInt(counted[i] - countedBefore);
    }
  }

  void readFrom(DataInput in) throws IOException {
    first = in.readLong();
    size = in.readInt();
    sums = new long[Math.max(64, size)];
    counted = new int[sums.length];
    for (int i = 0; i < size; i++) {
      sums[i] = in.readLong();
      counted[i] = in.readInt();
    }
  }

  /** Judges the slots that have ended by now. */
  void endUntil(long nowMillis, Judge judge) {
    long end = Math.floorDiv(nowMillis, slotMillis);
    if (first + size < end - most) {
      size = 0;
      sumBefore = 0;
      countedBefore = 0;
      first = end - most;
    }
    while (first + size < end) {
      if (size == sums.length) {
        makeRoom();
      }
      size++;
      judge(size - 1, judge);
    }
  }

  private void makeRoom() {
    if (size < 2 * most) {
      sums = Arrays.copyOf(sums, size * 2);
      counted = Arrays.copyOf(counted, size * 2);
      return;
    }
    int old = size - most;
    sumBefore = sums[old - 1];
    countedBefore = counted[old - 1];
    System.arraycopy(sums, old, sums, 0, most);
    System.arraycopy(counted, old, counted, 0, most);
    first += old;
    size = most;
  }

  /** Judges again what ended after one time and began before another. */
  void again(long fromMillis, long untilMillis, Judge judge) {
    int from = index(Math.floorDiv(fromMillis - 1, slotMillis));
    int until = index(Math.ceilDiv(untilMillis, slotMillis) + 1);
    long oldSum = sumUntil(until);
    int oldCounted = countedUntil(until);
    for (int i = from; i < until; i++) {
      judge(i, judge);
    }
    long moreSum = sumUntil(until) - oldSum;
    int moreCounted = countedUntil(until) - oldCounted;
    for (int i = until; i < size && (moreSum != 0 || moreCounted != 0); i++) {
      sums[i] += moreSum;
      counted[i] += moreCounted;
    }
  }

  private int index(long slot) {
    return (int) Math.clamp(slot - first, 0, size);
  }

  private void judge(int index, Judge judge) {
    long begin = (first + index) * slotMillis;
    double share = judge.share(begin, begin + slotMillis);
    boolean counts = !Double.isNaN(share);
    sums[index] = sumUntil(index) + (counts ? Math.round(share * ONE) : 0);
    counted[index] = countedUntil(index) + (counts ? 1 : 0);
  }

  private long sumUntil(int index) {
    return index == 0 ? sumBefore : sums[index - 1];
  }

  private int countedUntil(int index) {
    return index == 0 ? countedBefore : counted[index - 1];
  }

  /** The slots that began at or after one time and ended at or before another. */
  Sum between(long fromMillis, long toMillis) {
    int from = index(Math.ceilDiv(fromMillis, slotMillis));
    int to = index(Math.floorDiv(toMillis, slotMillis));
    if (from >= to) {
      return new Sum(0, 0);
    }
    return new Sum((sumUntil(to) - sumUntil(from)) / ONE, countedUntil(to) - countedUntil(from));
  }
}
