package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.NearLine;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Events that are told at moments: values compared with a limit, or shares. Prefix sums over the
 * moments; a late one costs as much as there are moments after it. A moment takes 24 bytes. Not
 * thread-safe.
 */
public final class SampledEvents implements EventCounts {
  private final long retention;
  private long[] times = new long[16];
  // Up to the moment, itself included.
  private double[] good = new double[16];
  private double[] total = new double[16];
  private int size;

  /**
   * None yet.
   *
   * @param retentionMillis how far back anyone will ask, at least
   */
  public SampledEvents(long retentionMillis) {
    this.retention = retentionMillis;
  }

  /**
   * Takes in the events of a moment, instead of those it had if it was told before.
   *
   * @return whether that changes anything
   */
  public boolean put(long millis, Events events) {
    int found = Arrays.binarySearch(times, 0, size, millis);
    int at = found < 0 ? -found - 1 : found;
    Events before = found < 0 ? Events.NONE : until(at).minus(until(at - 1));
    if (found >= 0 && before.equals(events)) {
      return false;
    }
    if (found < 0) {
      insert(at, millis);
    }
    double moreGood = events.good() - before.good();
    double moreTotal = events.total() - before.total();
    for (int i = at; i < size; i++) {
      good[i] += moreGood;
      total[i] += moreTotal;
    }
    forget(times[size - 1] - retention);
    return true;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(size);
    if (size > 0) {
      new NearLine(times, size).writeTo(out);
      NearLine.writeValues(out, good, size);
      NearLine.writeValues(out, total, size);
    }
  }

  void readFrom(DataInput in) throws IOException {
    size = in.readInt();
    if (size > 0) {
      NearLine moments = NearLine.readFrom(in, size);
      int room = Math.max(16, size);
      times = new long[room];
      for (int i = 0; i < size; i++) {
        times[i] = moments.get(i);
      }
      good = Arrays.copyOf(NearLine.readValues(in, size), room);
      total = Arrays.copyOf(NearLine.readValues(in, size), room);
    }
  }

  private void insert(int at, long millis) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      good = Arrays.copyOf(good, size * 2);
      total = Arrays.copyOf(total, size * 2);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(good, at, good, at + 1, size - at);
    System.arraycopy(total, at, total, at + 1, size - at);
    times[at] = millis;
    good[at] = until(at - 1).good();
    total[at] = until(at - 1).total();
    size++;
  }

  private void forget(long before) {
    int old = after(before) - 1;
    if (old > size / 2) {
      times = Arrays.copyOfRange(times, old, old + times.length);
      good = Arrays.copyOfRange(good, old, old + good.length);
      total = Arrays.copyOfRange(total, old, old + total.length);
      size -= old;
    }
  }

  private int after(long millis) {
    int found = Arrays.binarySearch(times, 0, size, millis);
    return found < 0 ? -found - 1 : found + 1;
  }

  private Events until(int index) {
    return index < 0 ? Events.NONE : new Events(good[index], total[index]);
  }

  @Override
  public Events between(int lane, long fromMillis, long toMillis) {
    return until(after(toMillis) - 1).minus(until(after(fromMillis) - 1));
  }
}
