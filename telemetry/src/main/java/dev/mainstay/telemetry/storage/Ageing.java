package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Retention;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what is too old for a tier to the next, a stretch at a time, and drops what is too old for
 * the last. Where each tier begins is kept with the chunks: a time is read from one tier only, also
 * when a crash comes between writing the one and removing the other.
 *
 * <p>The tiers go by the longest for which anything is kept; {@link OwnAgeing} does the rest.
 */
final class Ageing {
  private static final long BATCH_BYTES = 4 << 20;
  private static final Logger log = LoggerFactory.getLogger(Ageing.class);

  private final ChunkTable table;
  private final SeriesIndex index;

  Ageing(ChunkTable table, SeriesIndex index) {
    this.table = table;
    this.index = index;
  }

  /** The oldest time that a tier is read for. */
  long begin(Tier tier) {
    return table.number("begin." + tier.family(), 0);
  }

  /** Moves and drops what the retention says; chunks must not be rewritten meanwhile. */
  void run(long now, Retention retention) {
    move(Tier.RAW, Tier.FIVE_MINUTES, now - retention.raw().toMillis());
    move(Tier.FIVE_MINUTES, Tier.LONG_TERM, now - retention.fiveMinutes().toMillis());
    drop(Tier.LONG_TERM, now - retention.longTerm().toMillis());
  }

  private void move(Tier from, Tier to, long before) {
    int end = from.stretchOf(before);
    for (int stretch = table.chunks(from).oldest(); stretch >= 0 && stretch < end; ) {
      thin(from, to, stretch);
      table.flush();
      drop(from, (stretch + 1) * from.stretch());
      stretch = table.chunks(from).oldest();
    }
  }

  private void thin(Tier from, Tier to, int stretch) {
    var chunks = new ArrayList<ChunkTable.Sealed>();
    try (var changes = table.changes()) {
      table
          .chunks(from)
          .forEach(
              stretch,
              chunk -> {
                if (!chunks.isEmpty() && chunks.getFirst().series() != chunk.series()) {
                  thin(chunks, from, to, changes);
                  chunks.clear();
                }
                chunks.add(chunk);
              });
      if (!chunks.isEmpty()) {
        thin(chunks, from, to, changes);
      }
      changes.apply();
    }
    log.info("{}: stretch {} thinned out to {}", from.family(), stretch, to.family());
  }

  private void thin(
      List<ChunkTable.Sealed> chunks, Tier from, Tier to, ChunkTable.Changes changes) {
    int id = chunks.getFirst().series();
    Labels labels = index.labels(id);
    boolean counter = labels != null && Thinning.isCounter(labels.metric());
    var thinned = new Thinning(Cursors.chunks(chunks), to.step(), from.stretch(), counter);
    for (Block block : BlockBuilder.build(thinned, to.stretch())) {
      changes.put(to, id, block);
    }
    if (changes.bytes() > BATCH_BYTES) {
      changes.apply();
    }
  }

  private void drop(Tier tier, long before) {
    int end = tier.stretchOf(before);
    if (end <= 0) {
      return;
    }
    try (var changes = table.changes()) {
      if (begin(tier) < end * tier.stretch()) {
        changes.putNumber("begin." + tier.family(), end * tier.stretch());
      }
      // also below where the tier begins: a block may be sealed after its stretch was moved
      changes.removeBefore(tier, end).apply();
    }
    table.flush();
  }
}
