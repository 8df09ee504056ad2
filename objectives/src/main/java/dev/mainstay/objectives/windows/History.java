package dev.mainstay.objectives.windows;

import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series that count: the recent ones in memory, and older ones read from a store
 * a block at a time. Not thread-safe.
 */
final class History {
  private static final long[] LOOK_BACK = {
    Duration.ofMinutes(15).toMillis(), Duration.ofHours(6).toMillis(), Duration.ofDays(4).toMillis()
  };

  /** So many blocks read first are short. */
  private static final int UNEVEN = 16;

  private final WindowMode mode;
  private final @Nullable StoredSeries older;
  private final RecentSamples recent;
  private int blocksRead;

  History(WindowMode mode, @Nullable StoredSeries older, long samplesBefore) {
    this.mode = mode;
    this.older = older;
    this.recent = new RecentSamples(samplesBefore);
  }

  RecentSamples recent() {
    return recent;
  }

  /** Whether the sample of a series counts; stale markers and histograms never do. */
  boolean counts(double value) {
    return !SeriesStore.isStale(value) && mode.counts(value);
  }

  /** Whether the samples after a time are all in memory. */
  boolean reaches(long millis) {
    return !recent.isTruncated() || millis >= recent.oldest().firstMillis();
  }

  /** The block with the first sample after a time, or null; its index is found in the block. */
  @Nullable SampleBlock after(long millis) {
    if (recent.isEmpty()) {
      return null;
    }
    if (older != null && !reaches(millis)) {
      SampleBlock page = page(older, millis + 1, recent.oldest().firstMillis() - 1);
      if (page.size() > 0) {
        return page;
      }
    }
    return recent.after(millis);
  }

  private SampleBlock page(StoredSeries series, long from, long to) {
    long[] times = new long[blockSize(series)];
    double[] values = new double[times.length];
    int size = 0;
    SampleCursor cursor = series.samples(Math.max(0, from), to);
    while (size < times.length && cursor.next()) {
      if (!cursor.isHistogram() && counts(cursor.value())) {
        times[size] = cursor.timestamp();
        values[size++] = cursor.value();
      }
    }
    return size == 0
        ? new SampleBlock(-1)
        : new SampleBlock(-1, Arrays.copyOf(times, size), Arrays.copyOf(values, size));
  }

  /**
   * How many samples are read at a time. At first fewer, and not equally many, or else series that
   * began together would all read at the same moment ever after.
   */
  private int blockSize(StoredSeries series) {
    if (blocksRead == UNEVEN) {
      return SampleBlock.CAPACITY;
    }
    int mixed = (series.labels().hashCode() + blocksRead++) * 0x9E3779B9;
    return 1 + Math.floorMod(mixed >>> 8, SampleBlock.CAPACITY);
  }

  /** How many samples there are after a time that {@link #reaches} does not. */
  long countAfter(long millis) {
    long recentSamples = 0;
    if (older != null) {
      SampleCursor cursor =
          older.samples(Math.max(0, millis + 1), recent.oldest().firstMillis() - 1);
      while (cursor.next()) {
        recentSamples += !cursor.isHistogram() && counts(cursor.value()) ? 1 : 0;
      }
    }
    return recentSamples;
  }

  /** The last sample at or before a time that {@link #reaches} does not, alone in a block. */
  SampleBlock lastUntil(long millis) {
    var last = new SampleBlock(-1);
    for (long span : LOOK_BACK) {
      if (older == null || last.size() > 0 || millis < 0) {
        break;
      }
      SampleCursor cursor = older.samples(Math.max(0, millis - span), millis);
      boolean found = false;
      long time = 0;
      double value = 0;
      while (cursor.next()) {
        if (!cursor.isHistogram() && counts(cursor.value())) {
          found = true;
          time = cursor.timestamp();
          value = cursor.value();
        }
      }
      if (found) {
        last.append(time, value);
      }
    }
    return last;
  }
}
