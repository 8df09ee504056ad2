package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleOutline;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * The outlines of a series' chunks, in order of their first times. Not thread-safe while they are
 * added.
 */
final class OutlineList {
  private static final int UNREAD = -1;
  private static final int USUAL_BYTES = 11;

  private int size;
  private long[] firsts;
  private long[] lasts;
  private int[] counts;
  // Where the samples of an outline begin; one more than there are outlines.
  private int[] begins;
  private int kept;
  private long[] times;
  private double[] values;
  private boolean unordered;

  /**
   * An empty list.
   *
   * @param bytes that will be added, roughly
   */
  static OutlineList forBytes(int bytes) {
    return new OutlineList(8 + bytes / USUAL_BYTES);
  }

  private OutlineList(int room) {
    firsts = new long[room];
    lasts = new long[room];
    counts = new int[room];
    begins = new int[room + 1];
    times = new long[2 * room];
    values = new double[2 * room];
  }

  /**
   * Adds what {@link Outline} wrote of one stretch, which is after those added before.
   *
   * @param start of the stretch, Unix milliseconds
   */
  void add(long start, byte[] written) {
    for (var from = new ByteReader(written); !from.atEnd(); ) {
      if (size == firsts.length) {
        int room = 2 * size;
        firsts = Arrays.copyOf(firsts, room);
        lasts = Arrays.copyOf(lasts, room);
        counts = Arrays.copyOf(counts, room);
        begins = Arrays.copyOf(begins, room + 1);
      }
      read(start, from);
    }
  }

  private void read(long start, ByteReader from) {
    long header = from.readLong();
    long first = start + Outline.offset(header);
    int kind = Outline.kind(header);
    if (size > 0 && first == firsts[size - 1]) {
      // A block may be sealed by two threads at once.
      kept = begins[--size];
    }
    unordered |= kind == Outline.GONE || (size > 0 && first < firsts[size - 1]);
    firsts[size] = first;
    lasts[size] = kind == Outline.GONE ? Long.MIN_VALUE : first + Outline.length(header);
    counts[size] = UNREAD;
    if (kind > Outline.UNREAD) {
      counts[size] = from.readByte();
      samples(from, kind, first);
    }
    begins[++size] = kept;
  }

  private void samples(ByteReader from, int kind, long first) {
    boolean listed = (kind & 3) == Outline.LISTED;
    int more = listed ? from.readByte() : 2;
    if (kept + more > times.length) {
      int room = 2 * (kept + more);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    long time = first;
    for (int i = 0; listed && i < more; i++) {
      time += from.readVarint();
      times[kept + i] = time;
    }
    if (!listed) {
      times[kept] = first;
      times[kept + 1] = lasts[size];
    }
    boolean whole = (kind & Outline.FRACTIONS) == 0;
    long value = 0;
    for (int i = 0; i < more; i++) {
      if (whole) {
        value += from.readZigzag();
        values[kept + i] = value;
      } else {
        values[kept + i] = from.readDouble();
      }
    }
    kept += more;
  }

  /** Of each chunk what was said last, in order; to be called after all are added. */
  OutlineList inOrder() {
    if (!unordered) {
      return this;
    }
    var latest = new TreeMap<Long, Integer>();
    for (int i = 0; i < size; i++) {
      latest.put(firsts[i], i);
    }
    var ordered = new OutlineList(Math.max(1, latest.size()));
    ordered.times = new long[kept];
    ordered.values = new double[kept];
    for (int from : latest.values()) {
      if (lasts[from] != Long.MIN_VALUE) {
        ordered.take(this, from);
      }
    }
    return ordered;
  }

  private void take(OutlineList other, int from) {
    firsts[size] = other.firsts[from];
    lasts[size] = other.lasts[from];
    counts[size] = other.counts[from];
    int more = other.begins[from + 1] - other.begins[from];
    System.arraycopy(other.times, other.begins[from], times, kept, more);
    System.arraycopy(other.values, other.begins[from], values, kept, more);
    kept += more;
    begins[++size] = kept;
  }

  int size() {
    return size;
  }

  long first(int index) {
    return firsts[index];
  }

  long last(int index) {
    return lasts[index];
  }

  /** Which outlines do for their chunks: none that must be read, overlaps another or is outside. */
  boolean[] usable(Core core) {
    boolean[] usable = new boolean[size];
    int longest = -1;
    for (int i = 0; i < size; i++) {
      usable[i] = counts[i] != UNREAD && core.holds(firsts[i], lasts[i]);
      if (longest >= 0 && firsts[i] <= lasts[longest]) {
        usable[i] = false;
        usable[longest] = false;
      }
      if (longest < 0 || lasts[i] > lasts[longest]) {
        longest = i;
      }
    }
    return usable;
  }

  /** The outline of all samples of the chunks from one to before another; to be asked once. */
  SampleOutline outline(int from, int to) {
    long count = 0;
    for (int i = from; i < to; i++) {
      count += counts[i];
    }
    int first = begins[from];
    int end = joined(first, begins[to]);
    return new SampleOutline(new Kept(first, end), count - (end - first));
  }

  /** Drops the ends of chunks where nothing falls between them; gives the new end. */
  private int joined(int first, int end) {
    int to = first;
    boolean keepNext = true;
    for (int i = first; i < end; i++) {
      boolean keep = keepNext;
      keepNext = i + 1 < end && Outline.isFall(values[i], values[i + 1]);
      if (keep || keepNext || i + 1 == end) {
        times[to] = times[i];
        values[to++] = values[i];
      }
    }
    return to;
  }

  private final class Kept implements SampleCursor {
    private final int end;
    private int at;

    Kept(int first, int end) {
      this.at = first - 1;
      this.end = end;
    }

    @Override
    public boolean next() {
      return ++at < end;
    }

    @Override
    public long timestamp() {
      return times[at];
    }

    @Override
    public double value() {
      return values[at];
    }
  }
}
