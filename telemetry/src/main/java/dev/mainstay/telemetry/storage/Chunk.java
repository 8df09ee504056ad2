package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
final class Chunk implements Block {
  static final int CAPACITY = 120;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int[] STEP_BITS = {14, 17, 20};
  // The bytes are written and read eight at a time, so there are always as many beyond the last.
  private static final int SLACK = 8;

  private byte[] bytes;
  private int bits;
  private int count;
  private long firstMillis;
  private long lastMillis;
  private long lastStep;
  private long lastBits;
  private int leading = 64;
  private int trailing;

  Chunk() {
    this(64);
  }

  /**
   * An empty chunk.
   *
   * @param room bytes that the samples will probably take
   */
  Chunk(int room) {
    bytes = new byte[room + SLACK];
  }

  /** A chunk that {@link #save} wrote. */
  static Chunk restore(ByteReader from) {
    int count = (int) from.readVarint();
    int bits = (int) from.readVarint();
    var chunk = new Chunk((bits + 7) / 8);
    chunk.count = count;
    chunk.bits = bits;
    chunk.firstMillis = from.readZigzag();
    chunk.lastMillis = from.readZigzag();
    chunk.lastStep = from.readZigzag();
    chunk.lastBits = from.readLong();
    chunk.leading = from.readByte();
    chunk.trailing = from.readByte();
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
      bytes = Arrays.copyOf(bytes, packedSize() + SLACK);
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
    return new Cursor(bytes, 0, count);
  }

  /** Reads packed samples. */
  static final class Cursor implements SampleCursor {
    private final byte[] bytes;
    private final int count;
    private int position;
    private int read;
    private long millis;
    private long step;
    private long valueBits;
    private int before;
    private int after;

    /**
     * Reads {@code count} samples.
     *
     * @param bytes with eight more than the samples take
     * @param from byte at which they begin
     */
    Cursor(byte[] bytes, int from, int count) {
      this.bytes = bytes;
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
      } else {
        if (read(1) != 0) {
          step += readStepChange();
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

    private long readStepChange() {
      int ones = 1;
      while (ones < 4 && read(1) == 1) {
        ones++;
      }
      return ones == 4 ? read(64) : signed(read(STEP_BITS[ones - 1]), STEP_BITS[ones - 1]);
    }

    private void readValueChange() {
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
