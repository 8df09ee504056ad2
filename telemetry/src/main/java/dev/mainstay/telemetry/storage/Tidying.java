package dev.mainstay.telemetry.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Moves to the table what need not be in memory: new series' labels, full and idle blocks, late
 * samples, and series that ended. For who holds the lock of the store's upkeep, but for what is
 * told of new series.
 */
final class Tidying {
  private static final long BATCH_BYTES = 1 << 20;
  private static final int SEALED_AT_ONCE = 1024;
  private static final long IDLE_MILLIS = Duration.ofHours(1).toMillis();

  private final ChunkTable table;
  private final SeriesIndex index;
  private final RestingSeries resting;
  private final Sealing sealing;
  private final Rewrites rewrites;
  // Series whose labels only the log and the index have.
  private final ConcurrentLinkedQueue<HeadSeries> unsaved = new ConcurrentLinkedQueue<>();

  Tidying(
      ChunkTable table,
      SeriesIndex index,
      RestingSeries resting,
      Sealing sealing,
      Rewrites rewrites) {
    this.table = table;
    this.index = index;
    this.resting = resting;
    this.sealing = sealing;
    this.rewrites = rewrites;
  }

  /** A series began or woke. Thread-safe. */
  void began(HeadSeries series) {
    unsaved.add(series);
  }

  /**
   * Goes over all series.
   *
   * @param now Unix milliseconds
   * @param rawBegin the oldest time of which every sample is kept
   */
  void run(long now, long rawBegin) {
    try (var changes = table.changes()) {
      changes.putNumber("next.series", index.nextId());
      keepLabels(changes);
      sealIdle(now - IDLE_MILLIS, changes);
    }
    for (HeadSeries series : index.all()) {
      if (series.hasFull()) {
        rewrites.full(series);
      }
      if (series.hasLate()) {
        series.mergeLate(false);
        rewrites.late(series, rawBegin);
      }
    }
    resting.settle(index.all(), now);
  }

  private void keepLabels(ChunkTable.Changes changes) {
    for (HeadSeries begun = unsaved.poll(); begun != null; begun = unsaved.poll()) {
      if (!begun.isRemoved()) {
        changes.putSeries(begun.id(), index.labels(begun));
        resting.kept(begun.id(), changes);
      }
      if (changes.bytes() > BATCH_BYTES) {
        changes.apply();
      }
    }
    changes.apply();
  }

  private void sealIdle(long before, ChunkTable.Changes changes) {
    var withFull = new ArrayList<HeadSeries>();
    for (HeadSeries series : index.all()) {
      if (series.closeIdle(before)) {
        changes.putEnd(series.id(), series.lastMillis());
      }
      if (series.hasFull()) {
        withFull.add(series);
      }
      if (withFull.size() >= SEALED_AT_ONCE) {
        seal(withFull);
      }
    }
    seal(withFull);
    changes.apply();
  }

  private void seal(List<HeadSeries> full) {
    sealing.seal(full);
    full.clear();
  }
}
