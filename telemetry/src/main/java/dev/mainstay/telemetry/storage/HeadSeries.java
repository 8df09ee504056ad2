package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore.Appended;
import dev.mainstay.telemetry.StoredSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One series in memory: full blocks from old to new, the open one, and what came late. Thread-safe.
 */
final class HeadSeries {
  /** No block crosses a multiple of a day, so that a day on disk can be dropped whole. */
  static final long DAY = 24 * 3600_000L;

  private static final long NEVER = Long.MIN_VALUE;

  /** None is given twice, by another process neither: they begin anywhere in 64 bits. */
  private static final AtomicLong STAMPS = new AtomicLong(ThreadLocalRandom.current().nextLong());

  private final int id;
  private final int[] symbols;
  private @Nullable List<Block> full;
  private @Nullable Block open;

  /** Never empty. */
  private @Nullable LateSamples late;

  private long lastMillis = NEVER;
  // The youngest sample when idle series were looked for the last time.
  private long seenMillis = NEVER;
  private long orderStamp = STAMPS.incrementAndGet();
  private volatile boolean removed;
  private volatile @Nullable Labels removedAs;
  private volatile boolean hasFull;

  /**
   * A series without samples.
   *
   * @param id never given to another series
   * @param symbols of its labels: name, value, name, value … in order of names
   */
  HeadSeries(int id, int[] symbols) {
    this.id = id;
    this.symbols = symbols;
  }

  /** A series that rests, to read it: nothing is added to it, but to the one that wakes. */
  static HeadSeries resting(int id, Labels labels, long lastMillis) {
    var series = new HeadSeries(id, new int[0]);
    series.resumeAfter(lastMillis);
    series.remove(labels);
    return series;
  }

  int id() {
    return id;
  }

  int[] symbols() {
    return symbols;
  }

  /**
   * Reads a byte of each series' open block, where the next sample will go, without a lock: stale
   * values do no harm, nothing is done with them.
   */
  static int touch(@Nullable HeadSeries[] all) {
    int sum = 0;
    // Two loops: in the first nothing waits for anything of another series.
    for (HeadSeries each : all) {
      sum += each != null && each.open instanceof Chunk chunk ? chunk.count() : 0;
    }
    for (HeadSeries each : all) {
      sum += each != null && each.open instanceof Chunk chunk ? chunk.lastByte() : 0;
    }
    return sum;
  }

  boolean isRemoved() {
    return removed;
  }

  boolean hasFull() {
    return hasFull;
  }

  synchronized boolean hasLate() {
    return late != null;
  }

  /** The time of the youngest sample; {@link Long#MIN_VALUE} when there was none. */
  synchronized long lastMillis() {
    return lastMillis;
  }

  /** See {@link StoredSeries#orderStamp}. */
  synchronized long orderStamp() {
    return orderStamp;
  }

  /** Goes on with the stamp that was saved after all that was restored. */
  synchronized void resumeOrder(long stamp) {
    orderStamp = stamp;
  }

  /** Tells a series without open block how far it had come. */
  synchronized void resumeAfter(long millis) {
    lastMillis = Math.max(lastMillis, millis);
  }

  /**
   * Adds a number.
   *
   * @param window how much older than the youngest sample it may be, in milliseconds
   * @return null if the series was removed
   */
  synchronized @Nullable Appended append(long millis, double value, long window) {
    if (millis > lastMillis && !removed) {
      Chunk chunk = open instanceof Chunk last && fits(last, millis) ? last : beginNumbers();
      chunk.append(millis, value);
      lastMillis = millis;
      return Appended.STORED;
    }
    return appendLate(millis, value, null, window);
  }

  synchronized @Nullable Appended append(long millis, NativeHistogram value, long window) {
    if (millis > lastMillis && !removed) {
      HistogramChunk chunk;
      if (open instanceof HistogramChunk last && fits(last, millis)) {
        chunk = last;
      } else {
        chunk = new HistogramChunk();
        begin(chunk);
      }
      chunk.append(millis, value);
      lastMillis = millis;
      return Appended.STORED;
    }
    return appendLate(millis, Double.NaN, value, window);
  }

  private static boolean fits(Block block, long millis) {
    return !block.isFull() && Math.floorDiv(block.firstMillis(), DAY) == Math.floorDiv(millis, DAY);
  }

  private Chunk beginNumbers() {
    // What the last chunk took, the next will take: no room grows by copying.
    Chunk chunk = open instanceof Chunk last && last.isFull() ? Chunk.after(last) : new Chunk();
    begin(chunk);
    return chunk;
  }

  private void begin(Block next) {
    close();
    open = next;
  }

  private void close() {
    if (open != null) {
      if (full == null) {
        full = new ArrayList<>(2);
      }
      full.add(open);
      hasFull = true;
      open = null;
    }
  }

  private @Nullable Appended appendLate(
      long millis, double value, @Nullable NativeHistogram histogram, long window) {
    if (removed) {
      return null;
    }
    if (millis == lastMillis && open != null) {
      return isLast(value, histogram) ? Appended.DUPLICATE : Appended.OUT_OF_ORDER;
    }
    if (millis < lastMillis - window) {
      return Appended.OUT_OF_ORDER;
    }
    LateSamples.Added added = find(millis, value, histogram);
    if (added == LateSamples.Added.NEW) {
      late = late == null ? new LateSamples() : late;
      added = late.add(millis, value, histogram);
      orderStamp = added == LateSamples.Added.NEW ? STAMPS.incrementAndGet() : orderStamp;
    }
    return switch (added) {
      case NEW -> Appended.STORED;
      case EQUAL -> Appended.DUPLICATE;
      case OTHER -> Appended.OUT_OF_ORDER;
    };
  }

  private boolean isLast(double value, @Nullable NativeHistogram histogram) {
    return switch (open) {
      case Chunk chunk ->
          histogram == null
              && Double.doubleToRawLongBits(chunk.lastValue()) == Double.doubleToRawLongBits(value);
      case HistogramChunk chunk -> histogram != null && histogram.equals(chunk.lastHistogram());
      case null -> false;
    };
  }

  /** Whether a block in memory has a sample of this time already. */
  private LateSamples.Added find(long millis, double value, @Nullable NativeHistogram histogram) {
    for (Block block : blocks()) {
      if (block.firstMillis() <= millis && millis <= block.lastMillis()) {
        for (SampleCursor cursor = block.cursor(); cursor.next(); ) {
          if (cursor.timestamp() == millis) {
            boolean equal =
                cursor.isHistogram()
                    ? cursor.histogram().equals(histogram)
                    : histogram == null
                        && Double.doubleToRawLongBits(cursor.value())
                            == Double.doubleToRawLongBits(value);
            return equal ? LateSamples.Added.EQUAL : LateSamples.Added.OTHER;
          }
        }
      }
    }
    return LateSamples.Added.NEW;
  }

  private List<Block> blocks() {
    var blocks = new ArrayList<Block>(full == null ? 1 : full.size() + 1);
    if (full != null) {
      blocks.addAll(full);
    }
    if (open != null) {
      blocks.add(open);
    }
    return blocks;
  }

  synchronized Memory read(long from, long to) {
    var parts = new ArrayList<SampleCursor>();
    long first = Long.MAX_VALUE;
    for (Block block : blocks()) {
      first = Math.min(first, block.firstMillis());
      if (block.lastMillis() >= from && block.firstMillis() <= to) {
        parts.add(block.cursor());
      }
    }
    boolean without = late == null || late.firstMillis() > to || late.lastMillis() < from;
    return new Memory(parts, late == null || without ? null : late.copy(), first);
  }

  /**
   * Where memory begins, as in {@link Memory}; {@link Long#MIN_VALUE} if something came late, which
   * may go among what is on disk at any time.
   */
  synchronized long firstMillis() {
    if (late != null) {
      return Long.MIN_VALUE;
    }
    Block first = full == null ? open : full.getFirst();
    return first == null ? Long.MAX_VALUE : first.firstMillis();
  }

  /** The value of the youngest sample if it is within the range, is a number and is in memory. */
  synchronized double latest(long from, long to, double otherwise) {
    return open instanceof Chunk chunk && lastMillis >= from && lastMillis <= to
        ? chunk.lastValue()
        : otherwise;
  }

  /**
   * Takes in late samples, as far as they fall among those in memory.
   *
   * @param intoFull whether full blocks may change; otherwise nothing is done while there are some
   */
  synchronized void mergeLate(boolean intoFull) {
    if (late == null || (full != null && !intoFull)) {
      return;
    }
    List<Block> blocks = blocks();
    if (blocks.isEmpty() || late.lastMillis() < blocks.getFirst().firstMillis()) {
      return;
    }
    long first = blocks.getFirst().firstMillis();
    var parts = new ArrayList<SampleCursor>();
    blocks.forEach(block -> parts.add(block.cursor()));
    SampleCursor all = Cursors.sequence(parts, Long.MIN_VALUE, Long.MAX_VALUE);
    SampleCursor added = Cursors.sequence(List.of(late.copy().cursor()), first, Long.MAX_VALUE);
    List<Block> merged = BlockBuilder.build(Cursors.merge(all, added), DAY);
    open = merged.removeLast();
    full = merged.isEmpty() ? null : new ArrayList<>(merged);
    hasFull = full != null;
    removeLate(first, Long.MAX_VALUE);
  }

  private void removeLate(long from, long to) {
    if (late != null) {
      late.removeBetween(from, to);
      late = late.size() == 0 ? null : late;
    }
  }

  /** The late samples, which are older than all others in memory; null when there are none. */
  synchronized @Nullable LateSamples lateSamples() {
    return late == null ? null : late.copy();
  }

  synchronized void dropLate(LateSamples written) {
    for (SampleCursor cursor = written.cursor(); cursor.next(); ) {
      removeLate(cursor.timestamp(), cursor.timestamp());
    }
  }

  /** Blocks that nothing is appended to any more. */
  synchronized List<Block> fullBlocks() {
    return full == null ? List.of() : List.copyOf(full);
  }

  /** Lets go of blocks that are kept elsewhere now. */
  synchronized void drop(List<Block> kept) {
    if (full != null) {
      full.removeIf(block -> kept.stream().anyMatch(other -> other == block));
      full = full.isEmpty() ? null : full;
      hasFull = full != null;
    }
  }

  /**
   * Ends the open block if its last sample is older than {@code millis} and nothing came since the
   * last call: old samples that are being sent now do not make a series idle.
   */
  synchronized boolean closeIdle(long millis) {
    boolean rested = lastMillis == seenMillis;
    seenMillis = lastMillis;
    if (open == null || !rested || lastMillis >= millis) {
      return false;
    }
    close();
    return true;
  }

  /**
   * Whether nothing of it is in memory, its last sample is older than {@code millis}, and nothing
   * came since {@link #closeIdle} was called.
   */
  synchronized boolean isIdle(long millis) {
    return !removed
        && open == null
        && full == null
        && late == null
        && lastMillis >= 0
        && lastMillis < millis
        && lastMillis == seenMillis;
  }

  /** Drops blocks that end before {@code millis}; true when nothing is left. */
  synchronized boolean dropBefore(long millis) {
    if (full != null) {
      full.removeIf(block -> block.lastMillis() < millis);
      full = full.isEmpty() ? null : full;
      hasFull = full != null;
    }
    if (open != null && open.lastMillis() < millis) {
      open = null;
    }
    removeLate(Long.MIN_VALUE, millis - 1);
    return full == null && open == null && late == null;
  }

  /** Removes the samples in memory between two times, both included. */
  synchronized void delete(long from, long to) {
    var parts = new ArrayList<SampleCursor>();
    List<Block> blocks = blocks();
    removeLate(from, to);
    if (blocks.isEmpty()) {
      return;
    }
    blocks.forEach(block -> parts.add(block.cursor()));
    SampleCursor all = Cursors.sequence(parts, Long.MIN_VALUE, Long.MAX_VALUE);
    var kept = new BlockBuilder(DAY);
    while (all.next()) {
      if (all.timestamp() < from || all.timestamp() > to) {
        kept.add(all);
      }
    }
    var left = new ArrayList<>(kept.blocks());
    open = left.isEmpty() ? null : left.removeLast();
    full = left.isEmpty() ? null : left;
    hasFull = full != null;
  }

  /** Ends the series; who still holds it can begin it anew by its labels. */
  synchronized void remove(Labels labels) {
    removedAs = labels;
    removed = true;
  }

  /** The labels of a removed series, null of another. */
  @Nullable Labels removedAs() {
    return removedAs;
  }

  /** Writes what a restart needs, and tells whether there was anything. */
  synchronized boolean save(ByteWriter to) {
    List<Block> blocks = blocks();
    if (blocks.isEmpty() && late == null) {
      return false;
    }
    to.writeVarint(id).writeZigzag(lastMillis).writeVarint(blocks.size());
    for (Block block : blocks) {
      Block.write(to, block);
    }
    (late == null ? new LateSamples() : late).save(to);
    return true;
  }

  synchronized void restore(ByteReader from) {
    lastMillis = from.readZigzag();
    int size = from.readCount();
    for (int i = 0; i < size; i++) {
      begin(Block.read(from));
    }
    LateSamples saved = LateSamples.restore(from);
    late = saved.size() == 0 ? null : saved;
  }

  synchronized long samples() {
    long samples = late == null ? 0 : late.size();
    for (Block block : blocks()) {
      samples += block.count();
    }
    return samples;
  }

  synchronized long bytes() {
    long bytes = late == null ? 0 : late.size() * 24L;
    for (Block block : blocks()) {
      bytes += block.byteSize();
    }
    return bytes;
  }
}
