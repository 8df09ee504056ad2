package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Up to {@value #CAPACITY} samples, compressed as in Pelkonen et al., <i>Gorilla: A Fast, Scalable,
 * In-Memory Time Series Database</i>, VLDB 2015, with a shorter form for decimal fractions.
 *
 * <p>The first sample is stored whole. Of each further one, the time is the change of the step
 * since the last (nothing for a regular scrape: one bit). While all values are whole multiples of
 * one power of ten, a value is its difference from the last one as such a multiple. From the first
 * that is not, the chunk is in Gorilla's form: a value is its difference in bits from the last one,
 * one bit when equal; otherwise only the bits between the leading and trailing zeros, in the last
 * such window when it fits. Every bit pattern comes back exactly, stale markers included. Not
 * thread-safe.
 */
final class Chunk implements Block {
  static final int CAPACITY = 120;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  // Numbers in so many bits, after as many ones as there are shorter forms, zero included.
  private static final int[] STEP_BITS = {14, 17, 20};
  private static final int[] CHANGE_BITS = {4, 7, 12, 20};
  // The bytes are written and read eight at a time, so there are always as many beyond the last.
  private static final int SLACK = 8;

  private byte[] bytes;
  private int bits;
  private int count;
  private long firstMillis;
  private long lastMillis;
  private long lastStep;
  private long lastBits;
  private byte leading = 64;
  private byte trailing;
  private byte places;

  Chunk() {
    this(64, 0);
  }

  private Chunk(int room, int places) {
    this.bytes = new byte[room + SLACK];
    this.places = (byte) places;
  }

  /** An empty chunk that will probably be like one before it, which is full. */
  static Chunk after(Chunk last) {
    return new Chunk(last.packedSize(), Math.max(0, last.places));
  }

  /**
   * A chunk that {@link #save} wrote.
   *
   * @param places what it had as {@link #places}
   */
  static Chunk restore(ByteReader from, int places) {
    int count = (int) from.readVarint();
    int bits = (int) from.readVarint();
    var chunk = new Chunk((bits + 7) / 8, places);
    chunk.count = count;
    chunk.bits = bits;
    chunk.firstMillis = from.readZigzag();
    chunk.lastMillis = from.readZigzag();
    chunk.lastStep = from.readZigzag();
    chunk.lastBits = from.readLong();
    chunk.leading = (byte) from.readByte();
    chunk.trailing = (byte) from.readByte();
    byte[] samples = from.readBytes((bits + 7) / 8);
    System.arraycopy(samples, 0, chunk.bytes, 0, samples.length);
    return chunk;
  }

  @Override
  public void save(ByteWriter to) {
    to.writeVarint(count).writeVarint(bits);
    to.writeZigzag(firstMillis).writeZigzag(lastMillis).writeZigzag(lastStep);
    to.writeLong(lastBits).writeByte(leading).writeByte(trailing);
    to.writeBytes(bytes, 0, (bits + 7) / 8);
  }

  @Override
  public boolean isFull() {
    return count == CAPACITY;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long firstMillis() {
    return firstMillis;
  }

  @Override
  public long lastMillis() {
    return lastMillis;
  }

  double lastValue() {
    return Double.longBitsToDouble(lastBits);
  }

  @Override
  public int byteSize() {
    return bytes.length - SLACK;
  }

  /** The decimal places of all values; {@link Decimals#NONE} when it is in Gorilla's form. */
  int places() {
    return places;
  }

  /** Bytes that the samples really take. */
  int packedSize() {
    return (bits + 7) / 8;
  }

  /** The byte that is written to next, whatever it holds. */
  byte lastByte() {
    byte[] packed = bytes;
    int at = bits >> 3;
    return packed != null && at < packed.length ? packed[at] : 0;
  }

  /** Adds a sample later than the last one; frees the spare room when it was the last one. */
  void append(long millis, double value) {
    if (places != Decimals.NONE && !Decimals.isWhole(value, places)) {
      rewrite(Decimals.places(value, count == 0 ? 0 : places + 1));
    }
    add(millis, value);
    if (isFull()) {
      bytes = Arrays.copyOf(bytes, packedSize() + SLACK);
    }
  }

  /** Writes all there is with so many places, if that is possible; otherwise in Gorilla's form. */
  private void rewrite(int wanted) {
    Cursor all = cursor();
    places = (byte) (wanted == Decimals.NONE || isWhole(wanted) ? wanted : Decimals.NONE);
    if (count > 0) {
      bytes = new byte[bytes.length];
      bits = 0;
      count = 0;
      lastStep = 0;
      while (all.next()) {
        add(all.timestamp(), all.value());
      }
    }
  }

  private boolean isWhole(int wanted) {
    boolean whole = true;
    for (Cursor all = cursor(); whole && all.next(); ) {
      whole = Decimals.isWhole(all.value(), wanted);
    }
    return whole;
  }

  private void add(long millis, double value) {
    long valueBits = Double.doubleToRawLongBits(value);
    if (count == 0) {
      firstMillis = millis;
      write(millis, 64);
      write(valueBits, 64);
    } else {
      long step = millis - lastMillis;
      writeNumber(step - lastStep, STEP_BITS);
      if (places == Decimals.NONE) {
        writeDifferentBits(valueBits ^ lastBits);
      } else {
        writeNumber(
            Decimals.whole(value, places) - Decimals.whole(lastValue(), places), CHANGE_BITS);
      }
      lastStep = step;
    }
    lastMillis = millis;
    lastBits = valueBits;
    count++;
  }

  private void writeNumber(long number, int[] widths) {
    if (number == 0) {
      write(0, 1);
      return;
    }
    for (int i = 0; i < widths.length; i++) {
      int width = widths[i];
      long half = 1L << (width - 1);
      if (number >= -half && number < half) {
        write((((1L << (i + 2)) - 2) << width) | (number & ((1L << width) - 1)), i + 2 + width);
        return;
      }
    }
    write((1L << (widths.length + 1)) - 1, widths.length + 1);
    write(number, 64);
  }

  private void writeDifferentBits(long change) {
    if (change == 0) {
      write(0, 1);
      return;
    }
    int zerosBefore = Math.min(31, Long.numberOfLeadingZeros(change));
    int zerosAfter = Long.numberOfTrailingZeros(change);
    if (leading != 64 && zerosBefore >= leading && zerosAfter >= trailing) {
      write(0b10, 2);
    } else {
      leading = (byte) zerosBefore;
      trailing = (byte) zerosAfter;
      write((0b11L << 11) | ((long) leading << 6) | (63 - leading - trailing), 13);
    }
    write(change >>> trailing, 64 - leading - trailing);
  }

  private void write(long value, int width) {
    if (width > 32) {
      write(value >>> 32, width - 32);
      write(value, 32);
      return;
    }
    int at = bits >> 3;
    if (at + 2 * SLACK > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length + bytes.length / 2 + SLACK);
    }
    long piece = (value & ((1L << width) - 1)) << (64 - width - (bits & 7));
    LONGS.set(bytes, at, (long) LONGS.get(bytes, at) | piece);
    bits += width;
  }

  @Override
  public byte[] seal() {
    return SealedChunk.seal(this, bytes, packedSize());
  }

  @Override
  public Cursor cursor() {
    return new Cursor(bytes, 0, count, places);
  }

  /** Reads packed samples. */
  static final class Cursor implements SampleCursor {
    private final byte[] bytes;
    private final int count;
    private final int places;
    private int position;
    private int read;
    private long millis;
    private long step;
    private long valueBits;
    private long whole;
    private int before;
    private int after;

    /**
     * Reads {@code count} samples.
     *
     * @param bytes with eight more than the samples take
     * @param from byte at which they begin
     * @param places see {@link Chunk#places}
     */
    Cursor(byte[] bytes, int from, int count, int places) {
      this.bytes = bytes;
      this.places = places;
      this.position = from * 8;
      this.count = count;
    }

    @Override
    public boolean next() {
      if (read == count) {
        return false;
      }
      if (read == 0) {
        millis = read(64);
        valueBits = read(64);
        whole = places == Decimals.NONE ? 0 : Decimals.whole(value(), places);
      } else {
        if (read(1) != 0) {
          step += readNumber(STEP_BITS);
        }
        millis += step;
        if (read(1) != 0) {
          readValueChange();
        }
      }
      read++;
      return true;
    }

    @Override
    public long timestamp() {
      return millis;
    }

    @Override
    public double value() {
      return Double.longBitsToDouble(valueBits);
    }

    /** A number that is not 0, after the first one that says so. */
    private long readNumber(int[] widths) {
      int form = 0;
      while (form < widths.length && read(1) == 1) {
        form++;
      }
      return form == widths.length ? read(64) : signed(read(widths[form]), widths[form]);
    }

    private void readValueChange() {
      if (places != Decimals.NONE) {
        whole += readNumber(CHANGE_BITS);
        valueBits = Double.doubleToRawLongBits(Decimals.value(whole, places));
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
      if (width > 32) {
        return (read(width - 32) << 32) | read(32);
      }
      long window = (long) LONGS.get(bytes, position >> 3);
      long value = (window << (position & 7)) >>> (64 - width);
      position += width;
      return value;
    }
  }
}
