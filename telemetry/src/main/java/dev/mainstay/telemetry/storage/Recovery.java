package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back what a store held when its process ended, however it ended.
 *
 * <p>The log is read by the caller's thread; the samples in it are put into their series by
 * several, each with series of its own, so that the samples of one series keep their order. What
 * changes the index waits until they have come to an end.
 */
final class Recovery {
  static final int SERIES = 3;
  private static final int BATCH_BYTES = 1 << 20;
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final SeriesIndex index;
  private final RestingSeries resting;
  private final Consumer<List<HeadSeries>> sealer;
  private final Consumer<HeadSeries> begun;
  private final List<Begun> waiting = new ArrayList<>();
  private List<ReplayThreads.Frame> batch = new ArrayList<>();
  private int batchBytes;
  private long newest = Long.MIN_VALUE;
  private long bytes;

  private record Begun(int id, Labels labels) {}

  /**
   * A recovery into an empty index.
   *
   * @param sealer takes series with full blocks, from several threads
   * @param begun hears of the series that only the log knows
   */
  Recovery(
      SeriesIndex index,
      RestingSeries resting,
      Consumer<List<HeadSeries>> sealer,
      Consumer<HeadSeries> begun) {
    this.index = index;
    this.resting = resting;
    this.sealer = sealer;
    this.begun = begun;
  }

  long newest() {
    return newest;
  }

  /** How long the log was. */
  long bytes() {
    return bytes;
  }

  /** Reads chunks' series, open blocks and log; gives the number of the next segment. */
  long run(ChunkTable table, Path folder) throws IOException {
    table.forEachSeries((labels, id) -> index.restore(id, labels));
    table.forEachEnd((id, lastMillis) -> {
      HeadSeries series = index.byId(id);
      if (series != null) {
        series.resumeAfter(lastMillis);
      }
    });
    index.reserve((int) table.number("next.series", 1));
    List<Long> saved = OpenBlocks.files(folder);
    long first = saved.isEmpty() ? 0 : saved.getLast();
    var open =
        saved.isEmpty()
            ? new OpenBlocks.Restored(0, List.of())
            : OpenBlocks.read(folder, first, index);
    LogReader.Result read;
    ReplayThreads.Sum sum;
    try (var threads = new ReplayThreads(index, sealer, Runtime.getRuntime().totalMemory())) {
      read = LogReader.replay(folder, first, (kind, record) -> record(kind, record, threads));
      handOver(threads);
      sum = threads.finish();
    }
    bytes = read.bytes();
    for (HeadSeries series : index.all()) {
      newest = Math.max(newest, series.lastMillis());
    }
    log.info(
        "{}: {} series, {} with open blocks, {} samples from {} MiB of log",
        folder,
        index.size(),
        open.series(),
        sum.samples(),
        read.bytes() >> 20);
    long withoutLabels =
        open.unknown().stream().filter(id -> index.byId(id) == null && !isKept(id)).count();
    if (withoutLabels > 0) {
      log.error("{}: the open blocks of {} series without labels are lost", folder, withoutLabels);
    }
    long unknown =
        sum.unknown().entrySet().stream()
            .filter(each -> !isKept(each.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (unknown > 0) {
      log.error("{}: {} samples of series without labels are lost", folder, unknown);
    }
    List<Long> segments = LogReader.segments(folder);
    return Math.max(first, segments.isEmpty() ? 0 : segments.getLast()) + 1;
  }

  /** Whether a series rests, with all that the log says of it from before. */
  private boolean isKept(int id) {
    return resting.get(id) != null;
  }

  private void record(int kind, ByteReader record, ReplayThreads threads) {
    switch (kind) {
      case SERIES -> {
        int id = (int) record.readVarint();
        Labels labels = ChunkTable.readLabels(record);
        HeadSeries same = index.find(labels);
        if (same != null && same.id() != id) {
          // Begun anew after it had gone: what came before belongs to the old one.
          handOver(threads);
        }
        waiting.add(new Begun(id, labels));
      }
      case HeadBatch.PLAIN_NUMBERS, HeadBatch.NUMBERS, HeadBatch.HISTOGRAMS -> {
        batch.add(new ReplayThreads.Frame(kind, record));
        batchBytes += record.remaining();
        if (batchBytes >= BATCH_BYTES) {
          handOver(threads);
        }
      }
      default -> throw new StorageException("the log has a record of kind " + kind);
    }
  }

  private void handOver(ReplayThreads threads) {
    threads.join();
    for (Begun each : waiting) {
      HeadSeries series = index.restore(each.id, each.labels);
      RestingFamily.Resting rested = resting.wake(each.id);
      if (rested != null) {
        series.resumeAfter(rested.lastMillis());
      }
      begun.accept(series);
    }
    waiting.clear();
    threads.start(batch);
    batch = new ArrayList<>();
    batchBytes = 0;
  }
}
