package dev.mainstay.objectives.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Columns of equally many whole numbers, all in one array of bytes. Each is kept as a straight line
 * and how far each number lies above it, in 0, 1, 2, 4 or 8 bytes. Times of regular scrapes take no
 * byte, those with some jitter one or two, and so do most counters. Any number is read in constant
 * time. A column is found by where it begins: the first at 0, and each behind the one before it.
 */
public final class NearLines {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  // Start, slope and width.
  private static final int SLOPE = Long.BYTES;
  private static final int WIDTH = SLOPE + Long.BYTES;
  private static final int NUMBERS = WIDTH + 1;

  private NearLines() {}

  private static VarHandle view(Class<?> arrayOf) {
    return MethodHandles.byteArrayViewVarHandle(arrayOf, ByteOrder.LITTLE_ENDIAN);
  }

  /** What of a column is not its numbers. */
  private record Line(long start, long slope, int width) {
    static Line under(long[] numbers, int size) {
      long slope = size == 1 ? 0 : (numbers[size - 1] - numbers[0]) / (size - 1);
      long lowest = Long.MAX_VALUE;
      long highest = Long.MIN_VALUE;
      for (int i = 0; i < size; i++) {
        long level = numbers[i] - i * slope;
        lowest = Math.min(lowest, level);
        highest = Math.max(highest, level);
      }
      return new Line(lowest, slope, widthOf(highest - lowest));
    }

    void put(long[] numbers, int size, byte[] into, int at) {
      LONG.set(into, at, start);
      LONG.set(into, at + SLOPE, slope);
      into[at + WIDTH] = (byte) width;
      for (int i = 0; i < size; i++) {
        long above = numbers[i] - i * slope - start;
        int place = at + NUMBERS + i * width;
        switch (width) {
          case 0 -> {}
          case 1 -> into[place] = (byte) above;
          case 2 -> SHORT.set(into, place, (short) above);
          case 4 -> INT.set(into, place, (int) above);
          default -> LONG.set(into, place, above);
        }
      }
    }
  }

  private static int widthOf(long range) {
    if (range == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(range);
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8;
  }

  /**
   * Keeps the first {@code size} numbers of each column.
   *
   * @param size &ge; 1
   * @param columns numbers of less than 2<sup>62</sup> either side of zero
   */
  public static byte[] of(int size, long[]... columns) {
    var lines = new Line[columns.length];
    int bytes = 0;
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Line.under(columns[i], size);
      bytes += NUMBERS + size * lines[i].width;
    }
    byte[] all = new byte[bytes];
    int at = 0;
    for (int i = 0; i < lines.length; i++) {
      lines[i].put(columns[i], size, all, at);
      at += NUMBERS + size * lines[i].width;
    }
    return all;
  }

  /** A number of the column that begins at {@code at}. */
  public static long get(byte[] lines, int at, int index) {
    int width = lines[at + WIDTH];
    int place = at + NUMBERS + index * width;
    long above =
        switch (width) {
          case 0 -> 0;
          case 1 -> lines[place] & 0xff;
          case 2 -> (short) SHORT.get(lines, place) & 0xffff;
          case 4 -> (int) INT.get(lines, place) & 0xffff_ffffL;
          default -> (long) LONG.get(lines, place);
        };
    return (long) LONG.get(lines, at) + index * (long) LONG.get(lines, at + SLOPE) + above;
  }

  /** Where the column begins that is behind the one at {@code at}, of {@code size} numbers. */
  public static int behind(byte[] lines, int at, int size) {
    return at + NUMBERS + size * lines[at + WIDTH];
  }

  /** The values as whole numbers, or null when not all are, or there are none. */
  public static long @Nullable [] whole(double[] values, int size) {
    long[] whole = new long[size];
    for (int i = 0; i < size; i++) {
      if (!WholeNumbers.isWhole(values[i])) {
        return null;
      }
      whole[i] = (long) values[i];
    }
    return size == 0 ? null : whole;
  }

  /** Writes columns, which {@link #readFrom} reads. */
  public static void writeTo(DataOutput out, byte[] lines) throws IOException {
    out.writeInt(lines.length);
    out.write(lines);
  }

  public static byte[] readFrom(DataInput in) throws IOException {
    byte[] lines = new byte[in.readInt()];
    in.readFully(lines);
    return lines;
  }

  /** Writes the first values of a column that is not of whole numbers. */
  public static void writePlain(DataOutput out, double[] values, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
    }
  }

  /** What {@link #writePlain} wrote of so many values. */
  public static double[] readPlain(DataInput in, int size) throws IOException {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
