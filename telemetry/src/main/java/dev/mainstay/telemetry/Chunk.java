package dev.mainstay.telemetry;

import java.util.Arrays;

/**
 * Up to {@value #CAPACITY} samples, compressed as in Pelkonen et al., <i>Gorilla: A Fast, Scalable,
 * In-Memory Time Series Database</i>, VLDB 2015.
 *
 * <p>The first sample is stored whole. Of each further one, the time is the change of the step
 * since the last (nothing for a regular scrape: one bit), the value is its difference in bits from
 * the last value: one bit when equal; otherwise only the bits between the leading and trailing
 * zeros, in the last such window when it fits. Every bit pattern comes back exactly, stale markers
 * included. Not thread-safe.
 */
final class Chunk {
  static final int CAPACITY = 120;

  private static final int[] STEP_BITS = {14, 17, 20};

  private byte[] bytes = new byte[64];
  private int bits;
  private int count;
  private long firstMillis;
  private long lastMillis;
  private long lastStep;
  private long lastBits;
  private int leading = 64;
  private int trailing;

  boolean isFull() {
    return count == CAPACITY;
  }

  int count() {
    return count;
  }

  long firstMillis() {
    return firstMillis;
  }

  long lastMillis() {
    return lastMillis;
  }

  double lastValue() {
    return Double.longBitsToDouble(lastBits);
  }

  int byteSize() {
    return bytes.length;
  }

  /** Adds a sample later than the last one; frees the spare room when it was the last one. */
  void append(long millis, double value) {
    long valueBits = Double.doubleToRawLongBits(value);
    if (count == 0) {
      firstMillis = millis;
      write(millis, 64);
      write(valueBits, 64);
    } else {
      long step = millis - lastMillis;
      writeStepChange(step - lastStep);
      writeValueChange(valueBits ^ lastBits);
      lastStep = step;
    }
    lastMillis = millis;
    lastBits = valueBits;
    count++;
    if (isFull()) {
      bytes = Arrays.copyOf(bytes, (bits + 7) / 8);
    }
  }

  private void writeStepChange(long change) {
    if (change == 0) {
      write(0, 1);
      return;
    }
    for (int i = 0; i < STEP_BITS.length; i++) {
      long half = 1L << (STEP_BITS[i] - 1);
      if (change >= -half && change < half) {
        write((1L << (i + 2)) - 2, i + 2);
        write(change, STEP_BITS[i]);
        return;
      }
    }
    write(0b1111, 4);
    write(change, 64);
  }

  private void writeValueChange(long change) {
    if (change == 0) {
      write(0, 1);
      return;
    }
    int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(change));
    int zerosAfter = Long.numberOfTrailingZeros(change);
    if (leading != 64 && zerosBefore >= leading && zerosAfter >= trailing) {
      write(0b10, 2);
    } else {
      leading = zerosBefore;
      trailing = zerosAfter;
      write(0b11, 2);
      write(leading, 5);
      write(63 - leading - trailing, 6);
    }
    write(change >>> trailing, 64 - leading - trailing);
  }

  private void write(long value, int width) {
    int needed = (bits + width + 7) / 8;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    int rest = width;
    while (rest > 0) {
      int room = 8 - (bits & 7);
      int take = Math.min(room, rest);
      int piece = (int) ((value >>> (rest - take)) & ((1 << take) - 1));
      bytes[bits >> 3] |= (byte) (piece << (room - take));
      bits += take;
      rest -= take;
    }
  }

  /** Reads the samples from the first to the last. Appending makes it invalid. */
  Cursor cursor() {
    return new Cursor();
  }

  final class Cursor {
    private int position;
    private int read;
    private long millis;
    private long step;
    private long valueBits;
    private int before;
    private int after;

    /** Moves to the next sample; false when there is none. */
    boolean next() {
      if (read == count) {
        return false;
      }
      if (read == 0) {
        millis = read(64);
        valueBits = read(64);
      } else {
        step += readStepChange();
        millis += step;
        readValueChange();
      }
      read++;
      return true;
    }

    long millis() {
      return millis;
    }

    double value() {
      return Double.longBitsToDouble(valueBits);
    }

    private long readStepChange() {
      int ones = 0;
      while (ones < 4 && read(1) == 1) {
        ones++;
      }
      return switch (ones) {
        case 0 -> 0;
        case 4 -> read(64);
        default -> signed(read(STEP_BITS[ones - 1]), STEP_BITS[ones - 1]);
      };
    }

    private void readValueChange() {
      if (read(1) == 0) {
        return;
      }
      if (read(1) == 1) {
        before = (int) read(5);
        after = 63 - before - (int) read(6);
      }
      valueBits ^= read(64 - before - after) << after;
    }

    private static long signed(long value, int width) {
      return value << (64 - width) >> (64 - width);
    }

    private long read(int width) {
      long value = 0;
      int rest = width;
      while (rest > 0) {
        int room = 8 - (position & 7);
        int take = Math.min(room, rest);
        int piece = (bytes[position >> 3] >> (room - take)) & ((1 << take) - 1);
        value = (value << take) | piece;
        position += take;
        rest -= take;
      }
      return value;
    }
  }
}
