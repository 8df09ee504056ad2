package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore;

/**
 * Writes what can be told of a sealed chunk without reading it: its ends in time and, when it holds
 * nothing but numbers that seldom fall, how many, with the first, the last, and both around every
 * fall. What was left out lies between its neighbours in time and in value. Stale markers are
 * neither counted nor kept; NaN, histograms and frequent falls make a chunk one that must be read.
 *
 * <p>Outlines are written one after the other: what is said last of a chunk is true. {@link
 * OutlineList} reads them.
 */
final class Outline {
  /** The chunk is not there any more. */
  static final int GONE = 0;

  /** Nothing but the ends in time is known. */
  static final int UNREAD = 1;

  /** How many there are and the values at the ends follow. */
  static final int ENDS = 2;

  /** How many there are, how many are kept, their times and values follow. */
  static final int LISTED = 3;

  /** Beside {@link #ENDS} and {@link #LISTED}: values are doubles, not whole numbers. */
  static final int FRACTIONS = 4;

  private static final int KIND_BITS = 4;
  private static final int LENGTH_BITS = 28;
  private static final int MOST_FALLS = 8;
  private static final double EXACT = 1L << 53;

  private final long[] times = new long[2 * MOST_FALLS + 2];
  private final double[] values = new double[times.length];
  private int kept;
  private int count;

  private Outline() {}

  /**
   * The outline of a chunk.
   *
   * @param start of the stretch of outlines, Unix milliseconds; less than 2³² before the chunk
   */
  static byte[] of(long start, long firstMillis, long lastMillis, SampleCursor samples) {
    var to = new ByteWriter(24);
    var outline = new Outline();
    if (outline.take(samples)) {
      outline.write(to, firstMillis - start, firstMillis, lastMillis);
    } else {
      to.writeLong(header(firstMillis - start, lastMillis - firstMillis, UNREAD));
    }
    return to.toBytes();
  }

  /** Says that a chunk is gone. */
  static byte[] gone(long start, long firstMillis) {
    return new ByteWriter(8).writeLong(header(firstMillis - start, 0, GONE)).toBytes();
  }

  /**
   * Where the chunk begins in the stretch, how long it is (less than a day and a half), its kind.
   */
  private static long header(long offset, long length, int kind) {
    return offset << (LENGTH_BITS + KIND_BITS) | length << KIND_BITS | kind;
  }

  static long offset(long header) {
    return header >>> (LENGTH_BITS + KIND_BITS);
  }

  static long length(long header) {
    return (header & 0xffffffffL) >>> KIND_BITS;
  }

  static int kind(long header) {
    return (int) header & ((1 << KIND_BITS) - 1);
  }

  private boolean take(SampleCursor samples) {
    long time = 0;
    double value = 0;
    int falls = 0;
    boolean keptLast = true;
    while (samples.next()) {
      if (samples.isHistogram()) {
        return false;
      }
      double next = samples.value();
      if (SeriesStore.isStale(next)) {
        continue;
      }
      if (Double.isNaN(next)) {
        return false;
      }
      boolean keep = count == 0;
      if (!keep && isFall(value, next)) {
        if (++falls > MOST_FALLS) {
          return false;
        }
        if (!keptLast) {
          keep(time, value);
        }
        keep = true;
      }
      time = samples.timestamp();
      value = next;
      count++;
      keptLast = keep;
      if (keep) {
        keep(time, value);
      }
    }
    if (!keptLast) {
      keep(time, value);
    }
    return true;
  }

  /**
   * Whether both values must be kept: the later is less. Of the two zeros, which are equal, neither
   * stands for the other.
   */
  static boolean isFall(double value, double next) {
    return next < value || (next == 0 && value == 0 && isOther(next, value));
  }

  private static boolean isOther(double a, double b) {
    return Double.doubleToRawLongBits(a) != Double.doubleToRawLongBits(b);
  }

  private void keep(long time, double value) {
    times[kept] = time;
    values[kept++] = value;
  }

  private void write(ByteWriter to, long offset, long firstMillis, long lastMillis) {
    boolean ends = kept == 2 && times[0] == firstMillis && times[1] == lastMillis;
    boolean whole = isWhole();
    int kind = (ends ? ENDS : LISTED) + (whole ? 0 : FRACTIONS);
    to.writeLong(header(offset, lastMillis - firstMillis, kind)).writeByte(count);
    if (!ends) {
      to.writeByte(kept);
      long before = firstMillis;
      for (int i = 0; i < kept; i++) {
        to.writeVarint(times[i] - before);
        before = times[i];
      }
    }
    long before = 0;
    for (int i = 0; i < kept; i++) {
      if (whole) {
        to.writeZigzag((long) values[i] - before);
        before = (long) values[i];
      } else {
        to.writeDouble(values[i]);
      }
    }
  }

  private boolean isWhole() {
    boolean whole = true;
    for (int i = 0; i < kept && whole; i++) {
      whole = Math.abs(values[i]) < EXACT && !isOther((double) (long) values[i], values[i]);
    }
    return whole;
  }
}
