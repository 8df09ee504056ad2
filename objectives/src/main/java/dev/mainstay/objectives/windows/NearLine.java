package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers kept as a straight line and how far each lies above it, in 0, 1, 2, 4 or 8 bytes
 * each. Times of regular scrapes take no byte, those with some jitter one or two, and so do most
 * counters. Any number is read in constant time. Immutable.
 */
public final class NearLine {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final long start;
  private final long slope;
  private final byte width;
  private final byte[] above;

  private static VarHandle view(Class<?> arrayOf) {
    return MethodHandles.byteArrayViewVarHandle(arrayOf, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Keeps the first {@code size} numbers.
   *
   * @param numbers of less than 2<sup>62</sup> either side of zero
   * @param size &ge; 1
   */
  public NearLine(long[] numbers, int size) {
    slope = size == 1 ? 0 : (numbers[size - 1] - numbers[0]) / (size - 1);
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long level = numbers[i] - i * slope;
      lowest = Math.min(lowest, level);
      highest = Math.max(highest, level);
    }
    start = lowest;
    width = width(highest - lowest);
    above = new byte[width * size];
    for (int i = 0; i < size; i++) {
      put(i, numbers[i] - i * slope - start);
    }
  }

  private NearLine(DataInput in, int size) throws IOException {
    start = in.readLong();
    slope = in.readLong();
    width = in.readByte();
    above = new byte[width * size];
    in.readFully(above);
  }

  /** What {@link #writeTo} wrote of so many numbers. */
  public static NearLine readFrom(DataInput in, int size) throws IOException {
    return new NearLine(in, size);
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(start);
    out.writeLong(slope);
    out.writeByte(width);
    out.write(above);
  }

  /** The values as whole numbers, or null when not all are, or there are none. */
  public static @Nullable NearLine ofWhole(double[] values, int size) {
    long[] whole = new long[size];
    for (int i = 0; i < size; i++) {
      if (!WholeNumbers.isWhole(values[i])) {
        return null;
      }
      whole[i] = (long) values[i];
    }
    return size == 0 ? null : new NearLine(whole, size);
  }

  /** Writes values that are whole as they are given, the others plainly. */
  public static void write(DataOutput out, @Nullable NearLine whole, double[] values, int size)
      throws IOException {
    out.writeBoolean(whole != null);
    if (whole != null) {
      whole.writeTo(out);
      return;
    }
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
    }
  }

  /** The first numbers. */
  public double[] values(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = get(i);
    }
    return values;
  }

  /** Reads so many values that are not all whole. */
  public static double[] readPlain(DataInput in, int size) throws IOException {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  private static byte width(long range) {
    if (range == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(range);
    return (byte) (bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8);
  }

  private void put(int index, long number) {
    switch (width) {
      case 0 -> {}
      case 1 -> above[index] = (byte) number;
      case 2 -> SHORT.set(above, index * 2, (short) number);
      case 4 -> INT.set(above, index * 4, (int) number);
      default -> LONG.set(above, index * 8, number);
    }
  }

  public long get(int index) {
    long distance =
        switch (width) {
          case 0 -> 0;
          case 1 -> above[index] & 0xff;
          case 2 -> (short) SHORT.get(above, index * 2) & 0xffff;
          case 4 -> (int) INT.get(above, index * 4) & 0xffff_ffffL;
          default -> (long) LONG.get(above, index * 8);
        };
    return start + index * slope + distance;
  }
}
