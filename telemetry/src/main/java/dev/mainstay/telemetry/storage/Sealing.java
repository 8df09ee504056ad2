package dev.mainstay.telemetry.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/** Moves full blocks from memory to the table. Thread-safe. */
final class Sealing {
  private final ChunkTable table;
  private final Policies policies;

  Sealing(ChunkTable table, Policies policies) {
    this.table = table;
    this.policies = policies;
  }

  /**
   * Moves all that are younger than what may have been thinned out; the others stay until {@link
   * Rewrites#full} puts them among what is there.
   */
  void seal(List<HeadSeries> series) {
    var sealed = new ArrayList<List<Block>>(series.size());
    Lock lock = policies.sealing();
    lock.lock();
    try (var changes = table.changes()) {
      for (HeadSeries each : series) {
        List<Block> blocks = settled(each);
        for (Block block : blocks) {
          changes.put(Tier.RAW, each.id(), block);
        }
        sealed.add(blocks);
      }
      changes.apply();
    } finally {
      lock.unlock();
    }
    for (int i = 0; i < sealed.size(); i++) {
      series.get(i).drop(sealed.get(i));
    }
  }

  /** All or none: what is in memory of a series is younger than what is on disk. */
  private List<Block> settled(HeadSeries series) {
    List<Block> blocks = series.fullBlocks();
    boolean old = !blocks.isEmpty() && blocks.getFirst().firstMillis() < policies.untilMillis();
    return old ? List.of() : blocks;
  }
}
