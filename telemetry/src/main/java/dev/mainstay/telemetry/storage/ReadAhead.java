package dev.mainstay.telemetry.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunks of many series that are asked for one after the other: those of series to come
 * too, in the order in which they lie on disk. Many chunks are packed together there, and to unpack
 * them for one costs more than everything else. Of series with many chunks within the range each is
 * read when it is asked for: they lie together anyway. Holds no more than {@value #BYTES} bytes, or
 * four times as many where series differ much. Thread-safe.
 */
final class ReadAhead {
  private static final int FEWEST = 64;
  private static final int MOST = 16_384;
  private static final int GROWTH = 4;
  private static final long LONGEST = Duration.ofHours(6).toMillis();
  private static final long BYTES = 4L << 20;
  private static final int OBJECTS = 100;

  private final ChunkTable table;
  private final TierReader tiers;
  private final List<SeriesIndex.Found> inOrder;
  private int asked;
  private int next;
  private int length = FEWEST;
  // The batch: the place of its first series, its range, where the memory of each series began when
  // the disk was read, and what was read of those that have anything there.
  private int begin;
  private long from;
  private long to = -1;
  private long[] memoryBegins = {};
  private final List<@Nullable List<ChunkTable.Sealed>> chunks = new ArrayList<>();

  /**
   * Nothing is read yet.
   *
   * @param inOrder in which the series will be asked for
   */
  ReadAhead(ChunkTable table, TierReader tiers, List<SeriesIndex.Found> inOrder) {
    this.table = table;
    this.tiers = tiers;
    this.inOrder = inOrder;
  }

  static boolean isWorthIt(int series) {
    return series >= FEWEST;
  }

  /**
   * What is on disk of a series before its memory begins, or null if that was not read ahead.
   *
   * @param place of the series in the order
   * @param memoryBegin of the series, from which on nothing is needed
   */
  synchronized TierReader.@Nullable Parts read(int place, long memoryBegin, long from, long to) {
    boolean forward = place >= next;
    next = place + 1;
    if (!forward || from < tiers.begin(Tier.RAW) || to - from > LONGEST) {
      asked = 0;
      return null;
    }
    boolean outside = place < begin || place >= begin + chunks.size();
    if (outside || from != this.from || to != this.to) {
      // Whoever asks for a few only must not pay for many.
      if (++asked < FEWEST || length < FEWEST) {
        return null;
      }
      fill(place, from, to);
    }
    int at = place - begin;
    if (memoryBegins[at] != memoryBegin) {
      return null;
    }
    List<ChunkTable.Sealed> read = chunks.set(at, null);
    return read == null ? null : new TierReader.Parts(List.of(Cursors.chunks(read)), 0);
  }

  private void fill(int begin, long from, long to) {
    this.begin = begin;
    this.from = from;
    this.to = to;
    int size = Math.min(length, inOrder.size() - begin);
    memoryBegins = new long[size];
    chunks.clear();
    var order = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      chunks.add(null);
      HeadSeries series = inOrder.get(begin + i).series();
      // Memory first: of what moves to disk meanwhile the series then says that it begins later.
      memoryBegins[i] = series.firstMillis();
      if (memoryBegins[i] > from) {
        order[count++] = (long) series.id() << 32 | i;
      }
    }
    if (count > 0) {
      fill(Arrays.copyOf(order, count));
    }
  }

  /** Reads series, each its id before its place in the batch. */
  private void fill(long[] order) {
    Arrays.sort(order);
    var ids = new int[order.length];
    var until = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      ids[i] = (int) (order[i] >>> 32);
      until[i] = Math.min(to, memoryBegins[(int) order[i]] - 1);
    }
    List<List<ChunkTable.Sealed>> read = table.chunks(Tier.RAW).read(ids, from, until, 4 * BYTES);
    if (read.isEmpty()) {
      length /= GROWTH;
      return;
    }
    long bytes = 1;
    for (int i = 0; i < order.length; i++) {
      chunks.set((int) order[i], read.get(i));
      for (ChunkTable.Sealed each : read.get(i)) {
        bytes += each.bytes().length + OBJECTS;
      }
    }
    length = (int) Math.min(Math.min(MOST, GROWTH * length), BYTES * order.length / bytes);
  }
}
