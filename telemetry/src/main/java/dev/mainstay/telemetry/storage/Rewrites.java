package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import java.util.List;

/** Changes samples that are on disk already. Only one at a time, and never beside ageing. */
final class Rewrites {
  private final ChunkTable table;
  private final SeriesIndex index;
  private final Policies policies;

  Rewrites(ChunkTable table, SeriesIndex index, Policies policies) {
    this.table = table;
    this.index = index;
    this.policies = policies;
  }

  private interface Rewrite {
    SampleCursor of(SampleCursor cursor);
  }

  /** Puts late samples, older than all others in memory, among those of their time. */
  void late(HeadSeries series, long rawBegin) {
    LateSamples late = series.lateSamples();
    if (late == null) {
      return;
    }
    late.removeBetween(series.read(Long.MAX_VALUE, Long.MAX_VALUE).firstMillis(), Long.MAX_VALUE);
    late.removeBetween(Long.MIN_VALUE, rawBegin - 1);
    if (late.size() > 0) {
      merge(series, late.firstMillis(), late.lastMillis(), late.cursor());
      series.dropLate(late);
    }
  }

  /** Puts full blocks into times that may have been thinned out already. */
  void full(HeadSeries series) {
    List<Block> blocks = series.fullBlocks();
    if (blocks.isEmpty() || blocks.getFirst().firstMillis() >= policies.untilMillis()) {
      return;
    }
    for (Block block : blocks) {
      merge(series, block.firstMillis(), block.lastMillis(), block.cursor());
    }
    series.drop(blocks);
  }

  private void merge(HeadSeries series, long first, long last, SampleCursor samples) {
    try (var changes = table.changes()) {
      Labels labels = index.labels(series);
      policies.lower(labels, first, changes);
      rewrite(Tier.RAW, series, first, last, cursor -> Cursors.merge(cursor, samples), changes);
    }
  }

  /** Removes what is within a range, both ends included. */
  void delete(HeadSeries series, long first, long last) {
    try (var changes = table.changes()) {
      for (Tier tier : Tier.values()) {
        rewrite(tier, series, first, last, cursor -> Cursors.without(cursor, first, last), changes);
      }
      if (!series.isRemoved()) {
        changes.putEnd(series.id(), series.lastMillis()).apply();
      }
    }
  }

  /** Puts other chunks in the place of those that overlap a range. */
  private void rewrite(
      Tier tier,
      HeadSeries series,
      long from,
      long to,
      Rewrite rewrite,
      ChunkTable.Changes changes) {
    List<ChunkTable.Sealed> chunks = table.chunks(tier).read(series.id(), from, to);
    for (ChunkTable.Sealed chunk : chunks) {
      changes.remove(tier, series.id(), chunk.firstMillis());
    }
    for (Block block : BlockBuilder.build(rewrite.of(Cursors.chunks(chunks)), tier.stretch())) {
      changes.put(tier, series.id(), block);
    }
    changes.apply();
  }
}
