package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import java.util.ArrayList;
import java.util.List;

/** Ways to put cursors together. */
final class Cursors {
  private Cursors() {}

  /** One after the other, only what is within the range; a time that does not rise is left out. */
  static SampleCursor sequence(List<SampleCursor> parts, long fromMillis, long toMillis) {
    return new Sequence(parts, fromMillis, toMillis);
  }

  /** Both in order of time; of two samples of one time, the first cursor's. */
  static SampleCursor merge(SampleCursor a, SampleCursor b) {
    return new Merge(a, b);
  }

  /** Over sealed chunks in order of their first times; those that overlap are merged. */
  static SampleCursor chunks(List<ChunkTable.Sealed> chunks) {
    var parts = new ArrayList<SampleCursor>(chunks.size());
    long last = Long.MIN_VALUE;
    for (ChunkTable.Sealed chunk : chunks) {
      SampleCursor cursor = SealedChunk.cursor(chunk.firstMillis(), chunk.bytes());
      if (chunk.firstMillis() <= last) {
        parts.add(merge(parts.removeLast(), cursor));
      } else {
        parts.add(cursor);
      }
      last = Math.max(last, chunk.lastMillis());
    }
    return parts.size() == 1 ? parts.getFirst() : sequence(parts, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A copy of all but what is within the range. */
  static SampleCursor without(SampleCursor cursor, long first, long last) {
    var kept = new LateSamples();
    while (cursor.next()) {
      if (cursor.timestamp() < first || cursor.timestamp() > last) {
        kept.add(cursor);
      }
    }
    return kept.cursor();
  }

  private static final class Sequence implements SampleCursor {
    private final List<SampleCursor> parts;
    private final long to;
    private int next;
    private long last;
    private SampleCursor current = new Empty();

    Sequence(List<SampleCursor> parts, long from, long to) {
      this.parts = parts;
      this.to = to;
      this.last = from == Long.MIN_VALUE ? from : from - 1;
    }

    @Override
    public boolean next() {
      while (true) {
        while (current.next()) {
          long millis = current.timestamp();
          if (millis > to) {
            next = parts.size();
            current = new Empty();
            return false;
          }
          if (millis > last) {
            last = millis;
            return true;
          }
        }
        if (next >= parts.size()) {
          return false;
        }
        current = parts.get(next++);
      }
    }

    @Override
    public long timestamp() {
      return current.timestamp();
    }

    @Override
    public double value() {
      return current.value();
    }

    @Override
    public boolean isHistogram() {
      return current.isHistogram();
    }

    @Override
    public NativeHistogram histogram() {
      return current.histogram();
    }
  }

  private static final class Merge implements SampleCursor {
    private final SampleCursor a;
    private final SampleCursor b;
    private boolean hasA;
    private boolean hasB;
    private boolean begun;
    private boolean first;

    Merge(SampleCursor a, SampleCursor b) {
      this.a = a;
      this.b = b;
    }

    @Override
    public boolean next() {
      if (!begun) {
        begun = true;
        hasA = a.next();
        hasB = b.next();
      } else if (first) {
        long passed = a.timestamp();
        hasA = a.next();
        while (hasB && b.timestamp() <= passed) {
          hasB = b.next();
        }
      } else {
        hasB = b.next();
      }
      first = hasA && (!hasB || a.timestamp() <= b.timestamp());
      return hasA || hasB;
    }

    private SampleCursor current() {
      return first ? a : b;
    }

    @Override
    public long timestamp() {
      return current().timestamp();
    }

    @Override
    public double value() {
      return current().value();
    }

    @Override
    public boolean isHistogram() {
      return current().isHistogram();
    }

    @Override
    public NativeHistogram histogram() {
      return current().histogram();
    }
  }

  private static final class Empty implements SampleCursor {
    @Override
    public boolean next() {
      return false;
    }

    @Override
    public long timestamp() {
      throw new IllegalStateException("no sample");
    }

    @Override
    public double value() {
      throw new IllegalStateException("no sample");
    }
  }
}
