package dev.mainstay.telemetry.storage;

/**
 * The chunks that were there before outlines were: they get theirs a few at a time, the youngest
 * day first. New chunks bring their own.
 */
final class OutlineBacklog {
  private static final String BEGIN = "begin.outlines";
  private static final int AT_ONCE = 8192;

  private final ChunkTable table;
  private volatile int begin;
  private int nextSeries;

  OutlineBacklog(ChunkTable table) {
    this.table = table;
    int known = (int) table.number(BEGIN, -1);
    begin = known;
    if (known < 0) {
      begin(table.chunks(Tier.RAW).youngest() + 1);
    }
  }

  private void begin(int stretch) {
    try (var changes = table.changes()) {
      changes.putNumber(BEGIN, stretch).apply();
    }
    begin = stretch;
  }

  /** From here on every chunk of {@link Tier#RAW} has its outline; Unix milliseconds. */
  long beginMillis() {
    return begin * Tier.RAW.stretch();
  }

  boolean isEmpty() {
    return begin == 0;
  }

  /** Outlines some thousand chunks; others must not be rewritten meanwhile, but may be added. */
  void shorten() {
    if (begin <= Math.max(0, table.chunks(Tier.RAW).oldest())) {
      begin(0);
      return;
    }
    int stretch = begin - 1;
    var slice = new Slice();
    try (var changes = table.changes()) {
      table
          .chunks(Tier.RAW)
          .forEach(
              stretch,
              nextSeries,
              chunk -> {
                if (slice.endsBefore(chunk)) {
                  return false;
                }
                changes.outline(chunk);
                return true;
              });
      changes.apply();
    }
    nextSeries = slice.next;
    if (slice.next == 0) {
      begin(stretch);
    }
  }

  /** Whole series, so that it can go on with the next one. */
  private static final class Slice {
    private int taken;
    private int last;
    private int next;

    boolean endsBefore(ChunkTable.Sealed chunk) {
      if (taken >= AT_ONCE && chunk.series() != last) {
        next = chunk.series();
        return true;
      }
      taken++;
      last = chunk.series();
      return false;
    }
  }
}
