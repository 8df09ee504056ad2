package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleOutline;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a series' samples on disk: of each time those of the tier that has it, and where samples
 * may be left out the outlines of chunks in their place. Thread-safe.
 */
final class TierReader {
  private final ChunkTable table;
  private final OutlineBacklog backlog;
  private final long[] begins = new long[Tier.values().length];

  TierReader(ChunkTable table, OutlineBacklog backlog) {
    this.table = table;
    this.backlog = backlog;
  }

  /**
   * What was read.
   *
   * @param parts from old to new
   * @param leftOut how many samples outlines left out
   */
  record Parts(List<SampleCursor> parts, long leftOut) {}

  void begin(Tier tier, long millis) {
    begins[tier.ordinal()] = millis;
  }

  /** The oldest time that a tier is read for. */
  long begin(Tier tier) {
    return begins[tier.ordinal()];
  }

  Parts read(int id, long from, long to, Core core) {
    var parts = new ArrayList<SampleCursor>();
    long leftOut = 0;
    long until = to;
    for (Tier tier : Tier.values()) {
      long begin = begin(tier);
      long start = Math.max(from, begin);
      if (tier == Tier.RAW && core.isWorthIt()) {
        leftOut = outlined(id, start, until, core, parts);
      } else {
        parts.addFirst(Cursors.chunks(table.chunks(tier).read(id, start, until)));
      }
      until = Math.min(until, begin - 1);
      if (from >= begin) {
        break;
      }
    }
    return new Parts(parts, leftOut);
  }

  /** Reads what has to be read, and takes outlines for the rest. */
  private long outlined(int id, long from, long to, Core core, List<SampleCursor> parts) {
    long start = Math.max(from, backlog.beginMillis());
    if (from < start) {
      parts.add(raw(id, from, Math.min(to, start - 1)));
    }
    if (start > to) {
      return 0;
    }
    OutlineList outlines = table.outlines(id, start, to);
    boolean[] usable = outlines.usable(core);
    long leftOut = 0;
    int next;
    for (int at = 0; at < outlines.size() && outlines.first(at) <= to; at = next) {
      next = at + 1;
      if (outlines.last(at) < start) {
        continue;
      }
      long last = outlines.last(at);
      while (next < outlines.size() && usable[next] == usable[at]) {
        last = Math.max(last, outlines.last(next));
        next++;
      }
      if (usable[at]) {
        SampleOutline outline = outlines.outline(at, next);
        parts.add(outline.samples());
        leftOut += outline.leftOut();
      } else {
        long first = Math.max(start, outlines.first(at));
        parts.add(raw(id, outlines, at, next, first, Math.min(to, last)));
      }
    }
    return leftOut;
  }

  /**
   * The samples within the range of the chunks that outlines from one to before another tell of.
   */
  private SampleCursor raw(int id, OutlineList outlines, int first, int end, long from, long to) {
    if (end == first + 1) {
      // A look-up costs less than a search.
      ChunkTable.Sealed chunk = table.chunks(Tier.RAW).get(id, outlines.first(first));
      if (chunk != null && chunk.lastMillis() == outlines.last(first)) {
        return Cursors.sequence(List.of(Cursors.chunks(List.of(chunk))), from, to);
      }
    }
    return raw(id, from, to);
  }

  private SampleCursor raw(int id, long from, long to) {
    // What was rewritten meanwhile may reach into times that outlines have answered for.
    return Cursors.sequence(
        List.of(Cursors.chunks(table.chunks(Tier.RAW).read(id, from, to))), from, to);
  }
}
