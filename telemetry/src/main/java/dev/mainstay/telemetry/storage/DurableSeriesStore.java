package dev.mainstay.telemetry.storage;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store on disk: what a batch committed is there after {@code kill -9}.
 *
 * <p>A sample goes into the open block of its series in memory and into the log; the batch is
 * committed when the log is on disk. A full block moves to the chunk table. From time to time a
 * checkpoint begins a new segment of the log, saves the open blocks beside it, makes the table
 * durable, and removes the segments before. A restart reads the table's series, the saved blocks,
 * and the log from there on; adding what is there already changes nothing, so it does not matter
 * how far the crashed process had come.
 */
public final class DurableSeriesStore extends HeadStore implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration AGE_EVERY = Duration.ofHours(1);
  private static final long CHECKPOINT_BYTES = 16 << 20;
  private static final long BATCH_BYTES = 1 << 20;
  private static final long CHECKPOINT_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final long IDLE_MILLIS = Duration.ofHours(1).toMillis();
  private static final Logger log = LoggerFactory.getLogger(DurableSeriesStore.class);

  private final Path folder;
  private final Clock clock;
  private final Supplier<Retention> retention;
  private final ChunkTable table;
  private final SampleLog samples;
  private final Ageing ageing;
  private final OutlineBacklog backlog;
  private final TierReader tiers;
  private final List<Scheduler.Task> tasks = new ArrayList<>();
  // Series whose labels only the log and the index have.
  private final ConcurrentLinkedQueue<HeadSeries> unsaved = new ConcurrentLinkedQueue<>();
  // Held while chunks are rewritten and files change places.
  private final ReentrantLock upkeep = new ReentrantLock();
  private long checkpointAt;
  private boolean closed;

  /**
   * Opens the store in a folder, which is made when missing.
   *
   * @throws StorageException if the folder cannot be used, or what is in it cannot be read
   */
  public DurableSeriesStore(
      Path folder, SeriesLimits limits, Retention retention, Clock clock, Scheduler scheduler) {
    this(folder, limits, () -> retention, clock, scheduler);
  }

  /**
   * The same with a retention that changes: a longer one keeps more from now on, and what a shorter
   * one no longer keeps is thinned out or dropped within minutes.
   */
  public DurableSeriesStore(
      Path folder,
      SeriesLimits limits,
      Supplier<Retention> retention,
      Clock clock,
      Scheduler scheduler) {
    super(limits);
    this.folder = folder;
    this.clock = clock;
    this.retention = retention;
    this.checkpointAt = clock.now().toEpochMilli();
    try {
      Files.createDirectories(folder);
      NativeLibrary.load(folder.resolve("native"));
      table = new ChunkTable(folder.resolve("chunks"));
      ageing = new Ageing(table, index);
      backlog = new OutlineBacklog(table);
      tiers = new TierReader(table, backlog);
      readBegins();
      var recovery = new Recovery(index, this::filled, unsaved::add);
      long next = recovery.run(table, folder);
      newest.set(recovery.newest());
      samples = new SampleLog(folder, next);
    } catch (IOException e) {
      throw new StorageException("cannot open the samples in " + folder, e);
    }
    index.trim();
    tasks.add(scheduler.every(LOOK_EVERY, "samples checkpoint", this::checkpointIfDue));
    tasks.add(scheduler.every(LOOK_EVERY, "samples outlines", this::outline));
    tasks.add(scheduler.every(AGE_EVERY, "samples retention", this::age));
  }

  /** How long samples are kept now. */
  public Retention retention() {
    return retention.get();
  }

  private void readBegins() {
    for (Tier tier : Tier.values()) {
      tiers.begin(tier, ageing.begin(tier));
    }
  }

  @Override
  void began(HeadSeries series, Labels labels) {
    unsaved.add(series);
    var record = new ByteWriter(labels.size() * 32);
    record.writeVarint(series.id());
    ChunkTable.write(record, labels);
    samples.append(Recovery.SERIES, record.array(), record.size());
  }

  @Override
  long log(int kind, ByteWriter record) {
    return samples.append(kind, record.array(), record.size());
  }

  @Override
  void awaitKept(long position) {
    samples.await(position);
  }

  @Override
  void filled(List<HeadSeries> series) {
    var sealed = new ArrayList<List<Block>>(series.size());
    try (var changes = table.changes()) {
      for (HeadSeries each : series) {
        List<Block> blocks = each.fullBlocks();
        for (Block block : blocks) {
          changes.put(Tier.RAW, each.id(), block);
        }
        sealed.add(blocks);
      }
      changes.apply();
    }
    for (int i = 0; i < sealed.size(); i++) {
      series.get(i).drop(sealed.get(i));
    }
  }

  @Override
  void committed() {}

  @Override
  TierReader.Parts older(HeadSeries series, long from, long to, Core core) {
    return tiers.read(series.id(), from, to, core);
  }

  @Override
  long latestAllowed() {
    Duration ahead = limits.ahead();
    return ahead == null ? Long.MAX_VALUE : clock.now().toEpochMilli() + ahead.toMillis();
  }

  @Override
  long earliestAllowed() {
    long oldest = clock.now().toEpochMilli() - retention.get().raw().toMillis();
    return Math.max(0, Math.max(oldest, tiers.begin(Tier.RAW)));
  }

  @Override
  long diskBytes() {
    return table.files().bytes() + samples.bytesSinceCut();
  }

  private void checkpointIfDue() {
    long waiting = samples.bytesSinceCut();
    long age = clock.now().toEpochMilli() - checkpointAt;
    if (waiting >= CHECKPOINT_BYTES || (waiting > 0 && age >= CHECKPOINT_MILLIS)) {
      checkpoint();
    }
  }

  /** Makes a restart short: the log until now is not needed any more. */
  public void checkpoint() {
    upkeep.lock();
    try {
      if (closed) {
        return;
      }
      long segment = samples.cut();
      tidy();
      // In this order: what is sealed after its series was saved is saved as an open block, what is
      // sealed before is in the table when that is flushed.
      OpenBlocks.write(folder, index.all());
      table.flush();
      OpenBlocks.publish(folder, segment);
      samples.dropBefore(segment);
      for (long old : OpenBlocks.files(folder)) {
        if (old < segment) {
          Files.deleteIfExists(OpenBlocks.file(folder, old));
        }
      }
      cache.rebuild();
      checkpointAt = clock.now().toEpochMilli();
    } catch (IOException e) {
      throw new StorageException("cannot save the open blocks in " + folder, e);
    } finally {
      upkeep.unlock();
    }
  }

  /** Moves new series' labels, full and idle blocks and late samples to the table. */
  private void tidy() {
    long idle = clock.now().toEpochMilli() - IDLE_MILLIS;
    try (var changes = table.changes()) {
      changes.putNumber("next.series", index.nextId());
      for (HeadSeries begun = unsaved.poll(); begun != null; begun = unsaved.poll()) {
        if (!begun.isRemoved()) {
          changes.putSeries(begun.id(), index.labels(begun));
        }
        if (changes.bytes() > BATCH_BYTES) {
          changes.apply();
        }
      }
      changes.apply();
      var withFull = new ArrayList<HeadSeries>();
      for (HeadSeries series : index.all()) {
        boolean closedNow = series.closeIdle(idle);
        if (closedNow) {
          changes.putEnd(series.id(), series.lastMillis());
        }
        if (series.hasFull()) {
          withFull.add(series);
        }
        if (withFull.size() >= 1024) {
          filled(withFull);
          withFull.clear();
        }
      }
      filled(withFull);
      changes.apply();
    }
    for (HeadSeries series : index.all()) {
      if (series.hasLate()) {
        series.mergeLate(false);
        mergeLateOnDisk(series);
      }
    }
  }

  private void mergeLateOnDisk(HeadSeries series) {
    LateSamples late = series.lateSamples();
    if (late == null) {
      return;
    }
    late.removeBetween(series.read(Long.MAX_VALUE, Long.MAX_VALUE).firstMillis(), Long.MAX_VALUE);
    late.removeBetween(Long.MIN_VALUE, tiers.begin(Tier.RAW) - 1);
    if (late.size() > 0) {
      rewrite(
          Tier.RAW,
          series,
          late.firstMillis(),
          late.lastMillis(),
          cursor -> Cursors.merge(cursor, late.cursor()));
      series.dropLate(late);
    }
  }

  private interface Rewrite {
    SampleCursor of(SampleCursor cursor);
  }

  /** Puts other chunks in the place of those that overlap a range. */
  private void rewrite(Tier tier, HeadSeries series, long from, long to, Rewrite rewrite) {
    List<ChunkTable.Sealed> chunks = table.read(tier, series.id(), from, to);
    try (var changes = table.changes()) {
      for (ChunkTable.Sealed chunk : chunks) {
        changes.remove(tier, series.id(), chunk.firstMillis());
      }
      for (Block block : BlockBuilder.build(rewrite.of(Cursors.chunks(chunks)), tier.stretch())) {
        changes.put(tier, series.id(), block);
      }
      changes.apply();
    }
  }

  /** Outlines some of the chunks that have no outline yet. */
  void outline() {
    if (backlog.isEmpty()) {
      return;
    }
    upkeep.lock();
    try {
      if (!closed) {
        backlog.shorten();
      }
    } finally {
      upkeep.unlock();
    }
  }

  /** Moves what is old to the tier of its age, and drops what is too old; runs every hour. */
  public void age() {
    upkeep.lock();
    try {
      if (!closed) {
        ageing.run(clock.now().toEpochMilli(), retention.get());
        readBegins();
      }
    } finally {
      upkeep.unlock();
    }
  }

  @Override
  public int delete(List<Matcher> matchers, Instant from, Instant to) {
    long first = from.toEpochMilli();
    long last = to.toEpochMilli();
    upkeep.lock();
    try {
      List<SeriesIndex.Found> found = index.select(matchers);
      for (SeriesIndex.Found each : found) {
        HeadSeries series = each.series();
        series.delete(first, last);
        for (Tier tier : Tier.values()) {
          rewrite(tier, series, first, last, cursor -> Cursors.without(cursor, first, last));
        }
        try (var changes = table.changes()) {
          changes.putEnd(series.id(), series.lastMillis()).apply();
        }
      }
      checkpoint();
      return found.size();
    } finally {
      upkeep.unlock();
    }
  }

  /**
   * A copy of everything acknowledged so far, from which a store can be opened. Copies beside it
   * that were cut short are removed.
   *
   * @param to a folder that does not exist
   */
  public void backup(Path to) {
    upkeep.lock();
    try {
      checkpoint();
      var copy = new StoreCopy(to);
      table.files().copyTo(copy.folder().resolve("chunks"));
      long segment = OpenBlocks.files(folder).getLast();
      StoreCopy.file(OpenBlocks.file(folder, segment), OpenBlocks.file(copy.folder(), segment));
      for (long number : LogReader.segments(folder)) {
        if (number >= segment) {
          StoreCopy.file(SampleLog.file(folder, number), SampleLog.file(copy.folder(), number));
        }
      }
      copy.finish();
    } catch (IOException e) {
      throw new StorageException("cannot copy the samples to " + to, e);
    } finally {
      upkeep.unlock();
    }
  }

  /** Brings the files into their smallest form; takes long. */
  public void compact() {
    table.files().compact();
  }

  /** Saves everything and ends. Idempotent. */
  @Override
  public void close() {
    tasks.forEach(Scheduler.Task::cancel);
    upkeep.lock();
    try {
      if (closed) {
        return;
      }
      try {
        checkpoint();
      } catch (StorageException e) {
        log.error("{}: not saved, the next start reads the log", folder, e);
      }
      closed = true;
      samples.close();
      table.close();
    } finally {
      upkeep.unlock();
    }
  }
}
