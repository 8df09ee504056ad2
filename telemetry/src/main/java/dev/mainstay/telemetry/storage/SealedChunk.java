package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A block as it lies on disk, compressed further by the table in which it lies, many chunks
 * together.
 *
 * <p>Most measured values are decimal fractions: counts, bytes, seconds with a few places. When all
 * values of a chunk are whole multiples of one power of ten, it holds them as whole numbers: as
 * they are, by their differences, or by the changes of these. Numbers spread evenly are packed,
 * each in as many bits as the range of all takes; numbers of which most are near zero are written
 * in as many bytes as each takes, which an entropy coder shortens again. Otherwise the chunk stays
 * as it was in memory. Regular times are one step.
 *
 * <p>The form: a byte for the kind, the number of samples, the time from the first to the last, and
 * what the kind says. The first time stands in the key of the table.
 */
final class SealedChunk {
  private static final int NUMBERS = 0;
  private static final int CONSTANT = 1;
  private static final int HISTOGRAMS = 2;
  // Whole numbers; plus the order: as they are, differences, changes of differences.
  private static final int BYTES = 8;
  private static final int PACKED = 16;
  private static final int ORDERS = 3;

  private SealedChunk() {}

  static byte[] seal(HistogramChunk chunk, byte[] packed, int length) {
    return header(HISTOGRAMS, chunk, length + 16).writeBytes(packed, 0, length).toBytes();
  }

  static byte[] seal(Chunk chunk, byte[] packed, int length) {
    int count = chunk.count();
    var millis = new long[count];
    var values = new double[count];
    var cursor = chunk.cursor();
    for (int i = 0; cursor.next(); i++) {
      millis[i] = cursor.timestamp();
      values[i] = cursor.value();
    }
    if (isConstant(values)) {
      ByteWriter to = header(CONSTANT, chunk, 64);
      writeTimes(to, millis);
      return to.writeDouble(values[0]).toBytes();
    }
    int places = places(values);
    if (places == Decimals.NONE) {
      ByteWriter to = header(NUMBERS, chunk, length + 16);
      return to.writeBytes(packed, 0, length).toBytes();
    }
    long[] whole = whole(values, places);
    int kind = -1;
    double least = Double.MAX_VALUE;
    for (int order = 0; order < ORDERS && order < count; order++) {
      // Every order keeps the numbers before it at the front: they seed it.
      if (order > 0) {
        for (int i = count - 1; i >= order; i--) {
          whole[i] -= whole[i - 1];
        }
      }
      double bytes = bitsOfBytes(whole, order);
      double even = (double) (count - order) * Packed.width(whole, order);
      if (Math.min(bytes, even) < least) {
        least = Math.min(bytes, even);
        kind = (even <= bytes ? PACKED : BYTES) + order;
      }
    }
    return whole(chunk, kind, places, millis, values);
  }

  private static byte[] whole(Chunk chunk, int kind, int places, long[] millis, double[] values) {
    int order = kind & 7;
    long[] whole = whole(values, places);
    for (int step = 1; step <= order; step++) {
      for (int i = whole.length - 1; i >= step; i--) {
        whole[i] -= whole[i - 1];
      }
    }
    ByteWriter to = header(kind, chunk, whole.length * 2 + 32);
    writeTimes(to, millis);
    to.writeByte(places);
    for (int i = 0; i < order; i++) {
      to.writeZigzag(whole[i]);
    }
    if (kind >= PACKED) {
      Packed.write(to, whole, order, Packed.width(whole, order));
    } else {
      for (int i = order; i < whole.length; i++) {
        to.writeZigzag(whole[i]);
      }
    }
    return to.toBytes();
  }

  private static ByteWriter header(int kind, Block block, int room) {
    return new ByteWriter(room)
        .writeByte(kind)
        .writeVarint(block.count())
        .writeVarint(block.lastMillis() - block.firstMillis());
  }

  private static boolean isConstant(double[] values) {
    long first = Double.doubleToRawLongBits(values[0]);
    boolean constant = true;
    for (int i = 1; i < values.length && constant; i++) {
      constant = Double.doubleToRawLongBits(values[i]) == first;
    }
    return constant;
  }

  /** The decimal places that make all values whole; {@link Decimals#NONE} when there are none. */
  private static int places(double[] values) {
    int places = 0;
    for (int i = 0; i < values.length && places != Decimals.NONE; i++) {
      if (!Decimals.isWhole(values[i], places)) {
        places = Decimals.places(values[i], places + 1);
        // With more places those before may have too many digits.
        i = -1;
      }
    }
    return places;
  }

  private static long[] whole(double[] values, int places) {
    var whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Decimals.whole(values[i], places);
    }
    return whole;
  }

  /** What an entropy coder makes of numbers in bytes, roughly: zeros cost little. */
  private static double bitsOfBytes(long[] numbers, int from) {
    double bits = 0;
    for (int i = from; i < numbers.length; i++) {
      long unsigned = (numbers[i] << 1) ^ (numbers[i] >> 63);
      bits += unsigned == 0 ? 0.5 : 65 - Long.numberOfLeadingZeros(unsigned);
    }
    return bits;
  }

  /** One step when all are equal; otherwise zero, and each step by its change. */
  private static void writeTimes(ByteWriter to, long[] millis) {
    long step = millis.length > 1 ? millis[1] - millis[0] : 1;
    boolean regular = true;
    for (int i = 1; i < millis.length && regular; i++) {
      regular = millis[i] - millis[i - 1] == step;
    }
    if (regular) {
      to.writeVarint(step);
      return;
    }
    var steps = new ByteWriter(millis.length * 2);
    long last = 0;
    for (int i = 1; i < millis.length; i++) {
      steps.writeZigzag(millis[i] - millis[i - 1] - last);
      last = millis[i] - millis[i - 1];
    }
    to.writeVarint(0).writeVarint(steps.size()).writeBytes(steps.array(), 0, steps.size());
  }

  /** The time of the last sample of a sealed chunk. */
  static long lastMillis(long firstMillis, byte[] sealed) {
    var from = new ByteReader(sealed);
    from.skip(1);
    from.readVarint();
    return firstMillis + from.readVarint();
  }

  static int count(byte[] sealed) {
    var from = new ByteReader(sealed);
    from.skip(1);
    return (int) from.readVarint();
  }

  /** Reads what {@link #seal} wrote. */
  static SampleCursor cursor(long firstMillis, byte[] sealed) {
    var from = new ByteReader(sealed);
    int kind = from.readByte();
    int count = (int) from.readVarint();
    from.readVarint();
    return switch (kind) {
      case NUMBERS -> {
        int start = from.position();
        yield new Chunk.Cursor(
            Arrays.copyOf(sealed, sealed.length + 8), start, count, Decimals.NONE);
      }
      case HISTOGRAMS -> new HistogramChunk.Cursor(sealed, from.position(), sealed.length, count);
      default -> {
        if (kind != CONSTANT && (kind < BYTES || kind >= PACKED + ORDERS)) {
          throw new IndexOutOfBoundsException("a chunk of kind " + kind);
        }
        yield new Whole(firstMillis, sealed, from, kind, count);
      }
    };
  }

  private static final class Whole implements SampleCursor {
    private final int kind;
    private final int count;
    private final long step;
    private final ByteReader steps;
    private final ByteReader values;
    private final Packed.@Nullable Reader packed;
    private final int places;
    private final int order;
    private int read;
    private long millis;
    private long lastStep;
    private long whole;
    private long difference;
    private double value;

    Whole(long firstMillis, byte[] sealed, ByteReader from, int kind, int count) {
      this.kind = kind;
      this.count = count;
      this.order = kind == CONSTANT ? 0 : kind & 7;
      millis = firstMillis;
      step = from.readVarint();
      int length = step == 0 ? from.readCount() : 0;
      steps = new ByteReader(sealed, from.position(), from.position() + length);
      from.skip(length);
      values = from;
      if (kind == CONSTANT) {
        places = 0;
        packed = null;
        value = from.readDouble();
        return;
      }
      places = from.readByte();
      whole = order > 0 ? from.readZigzag() : 0;
      difference = order > 1 ? from.readZigzag() : 0;
      packed = kind >= PACKED ? new Packed.Reader(from) : null;
    }

    @Override
    public boolean next() {
      if (read == count) {
        return false;
      }
      if (read > 0) {
        if (step == 0) {
          lastStep += steps.readZigzag();
          millis += lastStep;
        } else {
          millis += step;
        }
      }
      if (kind != CONSTANT) {
        whole = whole();
        value = Decimals.value(whole, places);
      }
      read++;
      return true;
    }

    private long whole() {
      if (read < order) {
        return read == 0 ? whole : whole + difference;
      }
      long number = packed == null ? values.readZigzag() : packed.next();
      return switch (order) {
        case 0 -> number;
        case 1 -> whole + number;
        default -> {
          difference += number;
          yield whole + difference;
        }
      };
    }

    @Override
    public long timestamp() {
      return millis;
    }

    @Override
    public double value() {
      return value;
    }
  }
}
