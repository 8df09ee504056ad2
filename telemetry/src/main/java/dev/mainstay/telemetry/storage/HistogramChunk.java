package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import org.jspecify.annotations.Nullable;

/** Up to {@value #CAPACITY} native histograms, each by its difference from the one before. */
final class HistogramChunk implements Block {
  static final int CAPACITY = 120;
  private static final int MOST_BYTES = 64 << 10;

  private final ByteWriter bytes;
  private int count;
  private long firstMillis;
  private long lastMillis;
  private @Nullable NativeHistogram last;

  HistogramChunk() {
    bytes = new ByteWriter(256);
  }

  static HistogramChunk restore(ByteReader from) {
    int count = (int) from.readVarint();
    byte[] packed = from.readBytes(from.readCount());
    var chunk = new HistogramChunk();
    for (var cursor = new Cursor(packed, 0, packed.length, count); cursor.next(); ) {
      chunk.append(cursor.timestamp(), cursor.histogram());
    }
    return chunk;
  }

  @Override
  public void save(ByteWriter to) {
    to.writeVarint(count).writeVarint(bytes.size());
    to.writeBytes(bytes.array(), 0, bytes.size());
  }

  void append(long millis, NativeHistogram histogram) {
    if (count == 0) {
      firstMillis = millis;
      bytes.writeZigzag(millis);
    } else {
      bytes.writeVarint(millis - lastMillis);
    }
    HistogramCodec.write(bytes, last, histogram);
    last = histogram;
    lastMillis = millis;
    count++;
  }

  @Nullable NativeHistogram lastHistogram() {
    return last;
  }

  @Override
  public boolean isFull() {
    return count == CAPACITY || bytes.size() >= MOST_BYTES;
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

  @Override
  public int byteSize() {
    return bytes.size();
  }

  @Override
  public byte[] seal() {
    return SealedChunk.seal(this, bytes.array(), bytes.size());
  }

  @Override
  public SampleCursor cursor() {
    return new Cursor(bytes.array(), 0, bytes.size(), count);
  }

  /** Reads packed histograms. */
  static final class Cursor implements SampleCursor {
    private final ByteReader from;
    private final int count;
    private int read;
    private long millis;
    private @Nullable NativeHistogram histogram;

    Cursor(byte[] bytes, int from, int to, int count) {
      this.from = new ByteReader(bytes, from, to);
      this.count = count;
    }

    @Override
    public boolean next() {
      if (read == count) {
        return false;
      }
      millis = read == 0 ? from.readZigzag() : millis + from.readVarint();
      histogram = HistogramCodec.read(from, histogram);
      read++;
      return true;
    }

    @Override
    public long timestamp() {
      return millis;
    }

    @Override
    public double value() {
      return Double.NaN;
    }

    @Override
    public boolean isHistogram() {
      return true;
    }

    @Override
    public NativeHistogram histogram() {
      if (histogram == null) {
        throw new IllegalStateException("before the first sample");
      }
      return histogram;
    }
  }
}
