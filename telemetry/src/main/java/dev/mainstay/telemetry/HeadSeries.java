package dev.mainstay.telemetry;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One series in memory: chunks from old to new. Thread-safe. */
final class HeadSeries implements StoredSeries {
  private final Labels labels;
  private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
  private boolean removed;

  HeadSeries(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public SampleCursor samples(long fromMillis, long toMillis) {
    return new ArrayCursor(select(fromMillis, toMillis));
  }

  /** Walks over a copy, so that appending goes on meanwhile. */
  private static final class ArrayCursor implements SampleCursor {
    private final @Nullable Series series;
    private final int size;
    private int at = -1;

    ArrayCursor(@Nullable Series series) {
      this.series = series;
      this.size = series == null ? 0 : series.size();
    }

    @Override
    public boolean next() {
      return ++at < size;
    }

    @Override
    public long timestamp() {
      return Objects.requireNonNull(series).millis(at);
    }

    @Override
    public double value() {
      return Objects.requireNonNull(series).value(at);
    }
  }

  enum Added {
    STORED,
    OUT_OF_ORDER,
    REMOVED
  }

  synchronized Added append(long millis, double value) {
    if (removed) {
      return Added.REMOVED;
    }
    Chunk last = chunks.peekLast();
    if (last != null && millis <= last.lastMillis()) {
      return Added.OUT_OF_ORDER;
    }
    if (last == null || last.isFull()) {
      last = new Chunk();
      chunks.add(last);
    }
    last.append(millis, value);
    return Added.STORED;
  }

  /** Drops chunks that end before {@code millis}; true when nothing is left, for good. */
  synchronized boolean dropBefore(long millis) {
    for (Chunk first = chunks.peekFirst();
        first != null && first.lastMillis() < millis;
        first = chunks.peekFirst()) {
      chunks.removeFirst();
    }
    removed = chunks.isEmpty();
    return removed;
  }

  synchronized @Nullable Series select(long from, long to) {
    int room = 0;
    for (Chunk chunk : chunks) {
      if (chunk.lastMillis() >= from && chunk.firstMillis() <= to) {
        room += chunk.count();
      }
    }
    long[] millis = new long[room];
    double[] values = new double[room];
    int size = 0;
    for (Chunk chunk : chunks) {
      if (chunk.lastMillis() >= from && chunk.firstMillis() <= to) {
        for (var cursor = chunk.cursor(); cursor.next(); ) {
          if (cursor.millis() >= from && cursor.millis() <= to) {
            millis[size] = cursor.millis();
            values[size++] = cursor.value();
          }
        }
      }
    }
    return size == 0
        ? null
        : new Series(labels, Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
  }

  /** The last sample within the range unless it is stale, or null. */
  @Nullable Sample latest(long from, long to) {
    double value;
    synchronized (this) {
      Chunk last = chunks.peekLast();
      if (last == null || last.lastMillis() < from) {
        return null;
      }
      if (last.lastMillis() <= to) {
        value = last.lastValue();
        return SeriesStore.isStale(value) ? null : new Sample(labels, value);
      }
    }
    Series series = select(from, to);
    if (series == null || series.isStale(series.size() - 1)) {
      return null;
    }
    return new Sample(labels, series.value(series.size() - 1));
  }

  synchronized long samples() {
    return chunks.stream().mapToLong(Chunk::count).sum();
  }

  synchronized long bytes() {
    return chunks.stream().mapToLong(Chunk::byteSize).sum();
  }
}
