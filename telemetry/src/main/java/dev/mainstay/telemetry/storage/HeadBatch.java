package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesKey;
import dev.mainstay.telemetry.SeriesStore.Appended;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch that puts samples into their series at once and notes what it put there; the note goes to
 * the log. In this order a log that is cut holds nothing that is not in memory.
 */
final class HeadBatch implements SampleBatch {
  /** Only read: what logs held before values were packed. */
  static final int PLAIN_NUMBERS = 1;

  static final int HISTOGRAMS = 2;
  static final int NUMBERS = 4;
  // Whole numbers up to here take six bytes at most.
  private static final long MOST_WHOLE = 1L << 41;
  private static final int TOUCHED = 8;
  private static final int RECORD_BYTES = 256 << 10;
  private static final int KEPT_BYTES = 1 << 20;

  private final HeadStore store;
  private final long window;
  private final List<HeadSeries> filled = new ArrayList<>();
  private ByteWriter numbers = new ByteWriter(16 << 10);
  private ByteWriter histograms = new ByteWriter(16);
  private final @Nullable HeadSeries[] ahead = new HeadSeries[TOUCHED];
  private SeriesCache.@Nullable Table known;
  private @Nullable HeadSeries series;
  private int entry;
  private int touched;
  private int fetched;
  private int lastId;
  private long lastMillis;
  private long latestAllowed;
  // Whatever the series, and of the one that was asked for last.
  private long earliestAllowed;
  private @Nullable HeadSeries asked;
  private long earliestOfAsked;
  private long newest;
  private long position;
  private long appended;
  private long outOfOrder;
  private int turn;

  HeadBatch(HeadStore store) {
    this.store = store;
    this.window = store.limits.outOfOrder().toMillis();
  }

  HeadBatch begin() {
    turn = store.underway.begin();
    latestAllowed = store.latestAllowed();
    earliestAllowed = store.earliestAllowed();
    newest = Long.MIN_VALUE;
    position = -1;
    series = null;
    asked = null;
    known = null;
    touched = 0;
    return this;
  }

  @Override
  public boolean choose(SeriesKey key) {
    SeriesCache.Table table = store.cache.table();
    int before = table == known ? entry : SeriesCache.Table.NONE;
    int found =
        before == SeriesCache.Table.NONE ? SeriesCache.Table.NONE : table.follower(before, key);
    if (found == SeriesCache.Table.NONE) {
      found = table.find(key);
      if (found == SeriesCache.Table.NONE || table.at(found).isRemoved()) {
        // the last one stays, as the one that the next will follow
        return false;
      }
      if (before != SeriesCache.Table.NONE) {
        table.follow(before, found);
      }
      touched = 0;
    } else if (table.at(found).isRemoved()) {
      return false;
    }
    if (touched == 0) {
      touched = ahead.length;
      fetched += table.touch(found, ahead);
    }
    touched--;
    known = table;
    entry = found;
    series = table.at(found);
    return true;
  }

  @Override
  public @Nullable Refusal choose(@Nullable SeriesKey key, Labels labels) {
    series = null;
    HeadSeries found = store.index.find(labels);
    if (found == null) {
      String problem = store.limits.problem(labels);
      if (problem != null) {
        store.counters.labels.increment();
        return new Refusal(Appended.LABELS, problem);
      }
      found = store.index.findOrBegin(labels);
    }
    if (found == null) {
      store.counters.overLimit.increment();
      return new Refusal(
          Appended.SERIES_LIMIT,
          labels
              + ": not begun, the store holds its limit of "
              + store.limits.series()
              + " series");
    }
    series = found;
    if (key != null) {
      store.cache.put(key, found);
    }
    return null;
  }

  @Override
  public Appended add(long millis, double value) {
    if (millis > latestAllowed || (millis < earliestAllowed && isTooOld(millis))) {
      return refuse(millis);
    }
    HeadSeries to = chosen();
    Appended result = to.append(millis, value, window);
    while (result == null) {
      to = again(to);
      if (to == null) {
        return Appended.SERIES_LIMIT;
      }
      result = to.append(millis, value, window);
    }
    if (count(result, to, millis)) {
      note(to.id(), millis, value);
      if (numbers.size() >= RECORD_BYTES) {
        flush();
      }
    }
    return result;
  }

  @Override
  public Appended add(long millis, NativeHistogram value) {
    if (millis > latestAllowed || (millis < earliestAllowed && isTooOld(millis))) {
      return refuse(millis);
    }
    HeadSeries to = chosen();
    Appended result = to.append(millis, value, window);
    while (result == null) {
      to = again(to);
      if (to == null) {
        return Appended.SERIES_LIMIT;
      }
      result = to.append(millis, value, window);
    }
    if (count(result, to, millis)) {
      histograms.writeVarint(to.id()).writeZigzag(millis);
      HistogramCodec.write(histograms, null, value);
      if (histograms.size() >= RECORD_BYTES) {
        flush();
      }
    }
    return result;
  }

  private boolean isTooOld(long millis) {
    HeadSeries of = chosen();
    if (of != asked) {
      asked = of;
      earliestOfAsked = store.earliestAllowed(of);
    }
    return millis < earliestOfAsked;
  }

  private Appended refuse(long millis) {
    if (millis < earliestAllowed) {
      outOfOrder++;
      return Appended.OUT_OF_ORDER;
    }
    store.counters.ahead.increment();
    return Appended.AHEAD;
  }

  private HeadSeries chosen() {
    if (series == null) {
      throw new IllegalStateException("no series is chosen");
    }
    return series;
  }

  /** The series was removed between choosing and adding. */
  private @Nullable HeadSeries again(HeadSeries removed) {
    Labels labels = removed.removedAs();
    series = labels == null ? null : store.index.findOrBegin(labels);
    return series;
  }

  private boolean count(Appended result, HeadSeries to, long millis) {
    if (result == Appended.STORED) {
      appended++;
      newest = Math.max(newest, millis);
      if (to.hasFull() && (filled.isEmpty() || filled.getLast() != to)) {
        filled.add(to);
      }
      return true;
    }
    outOfOrder += result == Appended.OUT_OF_ORDER ? 1 : 0;
    return false;
  }

  /** The difference of ids, whether the time is another, whether the value is whole; then these. */
  private void note(int id, long millis, double value) {
    long whole = (long) value;
    boolean isWhole =
        Math.abs(whole) < MOST_WHOLE
            && Double.doubleToRawLongBits(whole) == Double.doubleToRawLongBits(value);
    long step = (long) id - lastId;
    long head = ((step << 1) ^ (step >> 63)) << 2 | (isWhole ? 1 : 0);
    if (millis == lastMillis) {
      numbers.writeVarint(head);
    } else {
      numbers.writeVarint(head | 2).writeZigzag(millis - lastMillis);
      lastMillis = millis;
    }
    lastId = id;
    if (isWhole) {
      numbers.writeZigzag(whole);
    } else {
      numbers.writeDouble(value);
    }
  }

  private void flush() {
    if (numbers.size() > 0) {
      position = store.log(NUMBERS, numbers);
      numbers.clear();
    }
    if (histograms.size() > 0) {
      position = store.log(HISTOGRAMS, histograms);
      histograms.clear();
    }
    lastId = 0;
    lastMillis = 0;
  }

  @Override
  public void commit() {
    commitSoon();
    if (position >= 0) {
      store.awaitKept(position);
    }
  }

  @Override
  public void commitSoon() {
    flush();
    store.counters.appended.add(appended);
    store.counters.outOfOrder.add(outOfOrder);
    appended = 0;
    outOfOrder = 0;
    if (newest != Long.MIN_VALUE) {
      store.newest.accumulateAndGet(newest, Math::max);
    }
    if (!filled.isEmpty()) {
      store.filled(filled);
      filled.clear();
    }
    store.committed();
  }

  @Override
  public void close() {
    try {
      if (numbers.size() > 0 || histograms.size() > 0 || !filled.isEmpty()) {
        commitSoon();
      }
    } finally {
      store.underway.end(turn);
    }
    series = null;
    asked = null;
    known = null;
    Arrays.fill(ahead, null);
    if (numbers.array().length > KEPT_BYTES || histograms.array().length > KEPT_BYTES) {
      numbers = new ByteWriter(16 << 10);
      histograms = new ByteWriter(16);
    }
    store.giveBack(this);
  }

  /** What happens to the samples of a log's record. */
  interface Replay {
    void number(int id, long millis, double value);

    void histogram(int id, long millis, NativeHistogram value);
  }

  static void replay(int kind, ByteReader record, Replay into) {
    switch (kind) {
      case NUMBERS -> replayNumbers(record, into);
      case PLAIN_NUMBERS -> replayPlain(record, into);
      default -> {
        while (!record.atEnd()) {
          int id = (int) record.readVarint();
          into.histogram(id, record.readZigzag(), HistogramCodec.read(record, null));
        }
      }
    }
  }

  private static void replayNumbers(ByteReader record, Replay into) {
    int id = 0;
    long millis = 0;
    while (!record.atEnd()) {
      long head = record.readVarint();
      id += (int) ((head >>> 3) ^ -((head >>> 2) & 1));
      if ((head & 2) != 0) {
        millis += record.readZigzag();
      }
      into.number(id, millis, (head & 1) != 0 ? record.readZigzag() : record.readDouble());
    }
  }

  private static void replayPlain(ByteReader record, Replay into) {
    int id = 0;
    long millis = 0;
    while (!record.atEnd()) {
      id += (int) record.readZigzag();
      millis += record.readZigzag();
      into.number(id, millis, record.readDouble());
    }
  }
}
