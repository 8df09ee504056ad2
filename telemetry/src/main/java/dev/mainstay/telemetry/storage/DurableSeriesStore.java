package dev.mainstay.telemetry.storage;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.Retentions;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private static final int AGED_AT_ONCE = 8192;
  // A checkpoint writes all open blocks, and a restart reads the log since the last one. So both
  // stay short: with many samples it comes by the length of the log, with fewer by the time.
  private static final long CHECKPOINT_BYTES = 16 << 20;
  private static final long SOON_BYTES = 6 << 20;
  private static final long SOON_MILLIS = Duration.ofMinutes(2).toMillis();
  private static final long CHECKPOINT_MILLIS = Duration.ofMinutes(15).toMillis();
  private static final Logger log = LoggerFactory.getLogger(DurableSeriesStore.class);

  private final Path folder;
  private final Clock clock;
  private final ChunkTable table;
  private final SampleLog samples;
  private final Policies policies;
  private final Ageing ageing;
  private final OwnAgeing ownAgeing;
  private final RestingSeries resting;
  private final Sealing sealing;
  private final Rewrites rewrites;
  private final Tidying tidying;
  private final OutlineBacklog backlog;
  private final TierReader tiers;
  private final List<Scheduler.Task> tasks = new ArrayList<>();
  // Held while chunks are rewritten and files change places; fair, since ageing takes it often.
  private final ReentrantLock upkeep = new ReentrantLock(true);
  // Held while samples age.
  private final ReentrantLock aging = new ReentrantLock();
  private long checkpointAt;
  private boolean closed;

  /**
   * Opens the store in a folder, which is made when missing.
   *
   * @throws StorageException if the folder cannot be used, or what is in it cannot be read
   */
  public DurableSeriesStore(
      Path folder, SeriesLimits limits, Retention retention, Clock clock, Scheduler scheduler) {
    this(folder, limits, always(Retentions.of(retention)), clock, scheduler);
  }

  private static Supplier<Retentions> always(Retentions retentions) {
    return () -> retentions;
  }

  /**
   * The same with retentions that change: a longer one keeps more from now on, and what a shorter
   * one no longer keeps is thinned out or dropped within the hour. What a service of which nothing
   * is said any more had kept goes no sooner than before.
   *
   * @param retention gives the same object as long as nothing changes
   */
  public DurableSeriesStore(
      Path folder,
      SeriesLimits limits,
      Supplier<Retentions> retention,
      Clock clock,
      Scheduler scheduler) {
    super(limits);
    this.folder = folder;
    this.clock = clock;
    this.checkpointAt = clock.now().toEpochMilli();
    try {
      Files.createDirectories(folder);
      NativeLibrary.load(folder.resolve("native"));
      table = new ChunkTable(folder.resolve("chunks"));
      policies = new Policies(table, retention);
      ageing = new Ageing(table, index);
      resting = new RestingSeries(table, index);
      index.with(resting);
      ownAgeing = new OwnAgeing(table, index, resting, policies);
      sealing = new Sealing(table, policies);
      rewrites = new Rewrites(table, index, policies);
      tidying = new Tidying(table, index, resting, sealing, rewrites);
      backlog = new OutlineBacklog(table);
      tiers = new TierReader(table, backlog);
      readBegins();
      var recovery = new Recovery(index, resting, this::filled, tidying::began);
      long next = recovery.run(table, folder);
      newest.set(recovery.newest());
      samples = new SampleLog(folder, next, recovery.bytes());
    } catch (IOException e) {
      throw new StorageException("cannot open the samples in " + folder, e);
    }
    index.trim();
    tasks.add(scheduler.every(LOOK_EVERY, "samples checkpoint", this::checkpointIfDue));
    tasks.add(scheduler.every(LOOK_EVERY, "samples outlines", this::outline));
    tasks.add(scheduler.every(AGE_EVERY, "samples retention", this::age));
  }

  /** How long samples are kept now: those that are kept longest. */
  public Retention retention() {
    return policies.longest();
  }

  /** For how long every sample is kept of the series that keep it for the shortest time. */
  public Duration shortestRaw() {
    return Duration.ofMillis(policies.shortestRaw());
  }

  private void readBegins() {
    for (Tier tier : Tier.values()) {
      tiers.begin(tier, ageing.begin(tier));
    }
  }

  @Override
  void began(HeadSeries series, Labels labels) {
    tidying.began(series);
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
  public boolean settle(Duration most) {
    return underway.awaitEnded(most) && samples.awaitGiven();
  }

  @Override
  void filled(List<HeadSeries> series) {
    sealing.seal(series);
  }

  @Override
  void committed() {}

  @Override
  TierReader.Parts older(HeadSeries series, long from, long to, Core core) {
    return tiers.read(series.id(), from, to, core);
  }

  @Override
  @Nullable ReadAhead readAhead(List<SeriesIndex.Found> inOrder) {
    return ReadAhead.isWorthIt(inOrder.size()) ? new ReadAhead(table, tiers, inOrder) : null;
  }

  @Override
  long latestAllowed() {
    Duration ahead = limits.ahead();
    return ahead == null ? Long.MAX_VALUE : clock.now().toEpochMilli() + ahead.toMillis();
  }

  @Override
  long earliestAllowed() {
    return earliestAllowed(policies.shortestRaw());
  }

  @Override
  long earliestAllowed(HeadSeries series) {
    Labels removed = series.removedAs();
    Labels labels = removed == null ? index.labels(series) : removed;
    return earliestAllowed(policies.of(labels).kept().raw().toMillis());
  }

  private long earliestAllowed(long raw) {
    long oldest = clock.now().toEpochMilli() - raw;
    return Math.max(0, Math.max(oldest, tiers.begin(Tier.RAW)));
  }

  @Override
  long resting() {
    return resting.count();
  }

  @Override
  void addRestingNames(long fromMillis, Set<String> to) {
    resting.addNames(fromMillis, to);
  }

  @Override
  void addRestingValues(String name, long fromMillis, Set<String> to) {
    resting.addValues(name, fromMillis, to);
  }

  @Override
  long diskBytes() {
    return table.files().bytes() + samples.bytesSinceCut();
  }

  private void checkpointIfDue() {
    long waiting = samples.bytesSinceCut();
    long age = clock.now().toEpochMilli() - checkpointAt;
    if (isDue(waiting, age)) {
      checkpoint();
    }
  }

  /**
   * Whether a checkpoint pays.
   *
   * @param waiting bytes of log since the last one
   * @param age milliseconds since the last one
   */
  static boolean isDue(long waiting, long age) {
    return waiting >= CHECKPOINT_BYTES
        || (waiting >= SOON_BYTES && age >= SOON_MILLIS)
        || (waiting > 0 && age >= CHECKPOINT_MILLIS);
  }

  /** Makes a restart short: the log until now is not needed any more. */
  public void checkpoint() {
    upkeep.lock();
    try {
      if (closed) {
        return;
      }
      long segment = samples.cut();
      policies.save();
      tidying.run(clock.now().toEpochMilli(), tiers.begin(Tier.RAW));
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

  /** Thins out what is old, and drops what is too old; runs every hour. */
  public void age() {
    aging.lock();
    try {
      OwnAgeing.Pass pass = beginAgeing();
      while (pass != null) {
        pass = goOn(pass, AGED_AT_ONCE);
      }
    } finally {
      aging.unlock();
    }
  }

  OwnAgeing.@Nullable Pass beginAgeing() {
    upkeep.lock();
    try {
      if (closed) {
        return null;
      }
      long now = clock.now().toEpochMilli();
      OwnAgeing.Pass pass = ownAgeing.begin(now);
      if (pass.changesChunks()) {
        // What is rewritten from here on must not be brought back by the log.
        checkpoint();
      }
      ageing.run(now, policies.longest());
      readBegins();
      return pass;
    } finally {
      upkeep.unlock();
    }
  }

  /** Gives the pass as long as there is more to do, for some of which the lock is let go. */
  OwnAgeing.@Nullable Pass goOn(OwnAgeing.Pass pass, int chunks) {
    upkeep.lock();
    try {
      return !closed && pass.goOn(chunks) ? pass : null;
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
      List<SeriesIndex.Found> found = index.select(matchers, first);
      for (SeriesIndex.Found each : found) {
        HeadSeries series = each.series();
        series.delete(first, last);
        rewrites.delete(series, first, last);
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
      StoreCopy.make(folder, table.files(), to);
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
