package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what a store held when its process ended, however it ended. */
final class Recovery implements HeadBatch.Replay {
  static final int SERIES = 3;
  private static final int SEALED_AT_ONCE = 512;
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final SeriesIndex index;
  private final Consumer<List<HeadSeries>> sealer;
  private final Consumer<HeadSeries> begun;
  private final List<HeadSeries> filled = new ArrayList<>();
  private long samples;
  private long newest = Long.MIN_VALUE;
  private long unknown;

  /**
   * A recovery into an empty index.
   *
   * @param sealer takes series with full blocks
   * @param begun hears of the series that only the log knows
   */
  Recovery(SeriesIndex index, Consumer<List<HeadSeries>> sealer, Consumer<HeadSeries> begun) {
    this.index = index;
    this.sealer = sealer;
    this.begun = begun;
  }

  long newest() {
    return newest;
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
    int open = saved.isEmpty() ? 0 : OpenBlocks.read(folder, first, index);
    LogReader.Result read = LogReader.replay(folder, first, this::record);
    seal();
    for (HeadSeries series : index.all()) {
      newest = Math.max(newest, series.lastMillis());
    }
    log.info(
        "{}: {} series, {} with open blocks, {} samples from {} MiB of log",
        folder,
        index.size(),
        open,
        samples,
        read.bytes() >> 20);
    if (unknown > 0) {
      log.error("{}: {} samples of series without labels are lost", folder, unknown);
    }
    List<Long> segments = LogReader.segments(folder);
    return Math.max(first, segments.isEmpty() ? 0 : segments.getLast()) + 1;
  }

  private void record(int kind, ByteReader record) {
    switch (kind) {
      case SERIES -> {
        int id = (int) record.readVarint();
        begun.accept(index.restore(id, ChunkTable.readLabels(record)));
      }
      case HeadBatch.NUMBERS, HeadBatch.HISTOGRAMS -> HeadBatch.replay(kind, record, this);
      default -> throw new StorageException("the log has a record of kind " + kind);
    }
  }

  @Override
  public void number(int id, long millis, double value) {
    HeadSeries series = index.byId(id);
    if (series == null) {
      unknown++;
      return;
    }
    series.append(millis, value, Long.MAX_VALUE);
    added(series);
  }

  @Override
  public void histogram(int id, long millis, NativeHistogram value) {
    HeadSeries series = index.byId(id);
    if (series == null) {
      unknown++;
      return;
    }
    series.append(millis, value, Long.MAX_VALUE);
    added(series);
  }

  private void added(HeadSeries series) {
    samples++;
    if (series.hasFull()) {
      filled.add(series);
      if (filled.size() >= SEALED_AT_ONCE) {
        seal();
      }
    }
  }

  private void seal() {
    sealer.accept(filled);
    filled.clear();
  }
}
