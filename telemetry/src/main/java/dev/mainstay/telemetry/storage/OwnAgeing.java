package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SampleCursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thins out and drops, in the tiers in which it lies, what is not kept as long as the tiers keep
 * it; and forgets series of which nothing is kept any more.
 *
 * <p>It goes by whole days, each of which it looks at three times: when it is to be thinned out to
 * five minutes, to hours, and when it goes. How far it has come is written after all that it wrote,
 * in the same table: after a crash it begins where it began, and thinning out again changes
 * nothing.
 */
final class OwnAgeing {
  private static final long DAY = HeadSeries.DAY;
  private static final long BATCH_BYTES = 4 << 20;
  private static final Logger log = LoggerFactory.getLogger(OwnAgeing.class);

  private final ChunkTable table;
  private final SeriesIndex index;
  private final RestingSeries resting;
  private final Policies policies;

  OwnAgeing(ChunkTable table, SeriesIndex index, RestingSeries resting, Policies policies) {
    this.table = table;
    this.index = index;
    this.resting = resting;
    this.policies = policies;
  }

  /**
   * Begins once over all series. If it changes chunks, what was sealed by now must be out of the
   * log before it goes on.
   */
  Pass begin(long now) {
    return new Pass(now, policies.begin(now));
  }

  /** Once over all series, some at a time; chunks must not be rewritten while it goes on. */
  final class Pass {
    private final long now;
    private final boolean changesChunks;
    private final boolean looksAtAll;
    private final Set<Policy> used = new HashSet<>();
    private List<HeadSeries> all = List.of();
    private @Nullable IntIterator others;
    private long oldest;
    private long firstDay;
    private int next;
    private int looked;
    private long before;
    private long after;
    private boolean begun;

    private Pass(long now, boolean anythingDue) {
      this.now = now;
      this.changesChunks = anythingDue;
      this.looksAtAll = anythingDue || !policies.all().stream().allMatch(Policy::isStated);
    }

    /** Whether anything is to be thinned out or dropped. */
    boolean changesChunks() {
      return changesChunks;
    }

    /** Goes on for about so many chunks and series; whether there is more to do. */
    boolean goOn(int atOnce) {
      if (!begun) {
        begun = true;
        all = new ArrayList<>(index.all());
        all.sort(Comparator.comparingInt(HeadSeries::id));
        oldest = policies.all().stream().mapToLong(this::keptFrom).max().orElse(0);
        firstDay = Math.max(0, table.chunks(Tier.RAW).oldest()) * (Tier.RAW.stretch() / DAY);
      }
      looked = 0;
      try (var changes = table.changes()) {
        while (next < all.size() && looked < atOnce) {
          age(all.get(next++), changes);
        }
        if (next == all.size()) {
          if (others == null) {
            // Only now: what comes to rest while the others are looked at is among them.
            others = resting().getIntIterator();
          }
          while (others.hasNext() && looked < atOnce) {
            age(others.next(), changes);
          }
        }
        changes.apply();
      }
      if (others == null || others.hasNext()) {
        return true;
      }
      forgetResting();
      policies.end(looksAtAll ? used : Set.copyOf(policies.all()));
      if (before > 0) {
        log.info("by their own retention: {} samples thinned out to {}", before, after);
      }
      return false;
    }

    /** From where on anything is left of a series; Unix milliseconds. */
    private long keptFrom(Policy policy) {
      return policy.due().longTerm() > 0
          ? policy.due().longTerm() * DAY
          : now - policy.kept().longTerm().toMillis();
    }

    private RoaringBitmap resting() {
      return looksAtAll ? resting.ids(List.of(), Long.MIN_VALUE) : resting.idsUntil(oldest);
    }

    /** All are gone whose last sample is older than anything that is kept. */
    private void forgetResting() {
      long kept = policies.all().stream().mapToLong(this::keptFrom).min().orElse(0);
      try (var changes = table.changes()) {
        changes.removeRestingBefore(kept).apply();
      }
    }

    private void age(HeadSeries series, ChunkTable.Changes changes) {
      looked++;
      if (series.isRemoved() || (!looksAtAll && series.lastMillis() >= oldest)) {
        return;
      }
      Labels labels = index.labels(series);
      Policy policy = policies.of(labels);
      long from = keptFrom(policy);
      age(series.id(), labels, policy, changes);
      if (series.lastMillis() < from) {
        index.removeIf(series, () -> series.lastMillis() < from);
      }
      if (series.isRemoved()) {
        forget(series.id(), series.lastMillis(), policy, changes);
      } else {
        used.add(policy);
      }
    }

    /** Ages the series with an id among those that came to rest. */
    private void age(int id, ChunkTable.Changes changes) {
      HeadSeries awake = index.byId(id);
      RestingFamily.Resting rested = awake == null ? resting.get(id) : null;
      if (awake != null) {
        age(awake, changes);
      } else if (rested != null) {
        looked++;
        Policy policy = policies.of(rested.labels());
        age(id, rested.labels(), policy, changes);
        if (rested.lastMillis() < keptFrom(policy)) {
          resting.forget(rested, changes);
          forget(id, rested.lastMillis(), policy, changes);
        } else {
          used.add(policy);
        }
      }
    }

    private void age(int id, Labels labels, Policy policy, ChunkTable.Changes changes) {
      if (changes.bytes() > BATCH_BYTES) {
        changes.apply();
      }
      if (policy.due().passes(policy.done())) {
        chunks(id, labels, policy, changes);
      }
    }

    private void forget(int id, long lastMillis, Policy policy, ChunkTable.Changes changes) {
      changes.removeSeries(id);
      if (policy.due().longTerm() > 0 && lastMillis >= 0) {
        changes.apply();
        changes.renewOutlines(id, ChunkKey.outlinedStretch(lastMillis));
      }
    }

    private void chunks(int id, Labels labels, Policy policy, ChunkTable.Changes changes) {
      Bounds done = policy.done();
      Bounds due = policy.due();
      boolean counter = Thinning.isCounter(labels.metric());
      if (due.longTerm() > done.longTerm()) {
        for (Tier tier : Tier.values()) {
          drop(tier, id, due.longTerm() * DAY, changes);
        }
        // what is cut here may be thinned out below
        changes.apply();
      }
      long hours = Math.max(done.fiveMinutes(), due.longTerm());
      for (Tier tier : List.of(Tier.RAW, Tier.FIVE_MINUTES)) {
        var range = new Range(tier, hours * DAY, due.fiveMinutes() * DAY);
        thin(range, id, Tier.LONG_TERM.step(), counter, changes);
      }
      long minutes = Math.max(done.raw(), Math.max(due.fiveMinutes(), due.longTerm()));
      var range = new Range(Tier.RAW, minutes * DAY, due.raw() * DAY);
      thin(range, id, Tier.FIVE_MINUTES.step(), counter, changes);
      renewOutlines(id, done, due, changes);
    }

    private void drop(Tier tier, int id, long until, ChunkTable.Changes changes) {
      var cut = new ArrayList<ChunkTable.Sealed>();
      for (ChunkTable.Sealed chunk : table.chunks(tier).read(id, 0, until - 1)) {
        looked++;
        changes.remove(tier, id, chunk.firstMillis());
        if (chunk.lastMillis() >= until) {
          cut.add(chunk);
        }
      }
      for (Block block : BlockBuilder.build(within(cut, until, Long.MAX_VALUE), tier.stretch())) {
        changes.put(tier, id, block);
      }
    }

    /** A range of whole days in a tier; {@code until} is the first that is not in it. */
    private record Range(Tier tier, long from, long until) {}

    private void thin(Range range, int id, long step, boolean counter, ChunkTable.Changes changes) {
      if (range.from >= range.until) {
        return;
      }
      List<ChunkTable.Sealed> chunks =
          table.chunks(range.tier).read(id, range.from, range.until - 1);
      looked += chunks.size();
      SampleCursor thinned =
          new Thinning(within(chunks, range.from, range.until - 1), step, DAY, counter);
      List<SampleCursor> parts =
          List.of(
              within(chunks, Long.MIN_VALUE, range.from - 1),
              thinned,
              within(chunks, range.until, Long.MAX_VALUE));
      List<Block> blocks =
          BlockBuilder.build(
              Cursors.sequence(parts, Long.MIN_VALUE, Long.MAX_VALUE), range.tier.stretch());
      long was = chunks.stream().mapToLong(chunk -> SealedChunk.count(chunk.bytes())).sum();
      long is = blocks.stream().mapToLong(Block::count).sum();
      if (is < was) {
        chunks.forEach(chunk -> changes.remove(range.tier, id, chunk.firstMillis()));
        blocks.forEach(block -> changes.put(range.tier, id, block));
        before += was;
        after += is;
      }
    }

    /** Outlines of what is gone are let go when their stretch is over. */
    private void renewOutlines(int id, Bounds done, Bounds due, ChunkTable.Changes changes) {
      long days = ChunkKey.OUTLINED / DAY;
      long last = due.latestMillis() / DAY;
      for (long end = (firstDay / days + 1) * days; end <= last; end += days) {
        if (due.passes(done, end)) {
          changes.apply();
          changes.renewOutlines(id, (int) (end / days - 1));
        }
      }
    }
  }

  private static SampleCursor within(List<ChunkTable.Sealed> chunks, long from, long to) {
    return Cursors.sequence(List.of(Cursors.chunks(chunks)), from, to);
  }
}
