package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.CardinalityReport;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleOutline;
import dev.mainstay.telemetry.Selection;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What both stores share: the index of series, their open blocks, and reading. */
public abstract class HeadStore implements SeriesStore {
  private static final long LOOK_BACK = Duration.ofMinutes(5).toMillis();
  private static final int KEPT_BATCHES = 8;
  private static final Comparator<SeriesIndex.Found> BY_LABELS =
      Comparator.comparing(SeriesIndex.Found::labels);

  final SeriesIndex index;
  final SeriesCache cache = new SeriesCache();
  final SeriesLimits limits;
  final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
  final Counters counters = new Counters();
  final Underway underway = new Underway();
  private final ConcurrentLinkedQueue<HeadBatch> idle = new ConcurrentLinkedQueue<>();

  /** What happened since the start. */
  static final class Counters {
    final LongAdder appended = new LongAdder();
    final LongAdder outOfOrder = new LongAdder();
    final LongAdder overLimit = new LongAdder();
    final LongAdder labels = new LongAdder();
    final LongAdder ahead = new LongAdder();
  }

  HeadStore(SeriesLimits limits) {
    this.limits = limits;
    this.index = new SeriesIndex(limits.series(), this::began);
  }

  /** A series began; nobody else knows it yet. */
  abstract void began(HeadSeries series, Labels labels);

  /** Takes note of samples added; gives the position to wait for. */
  abstract long log(int kind, ByteWriter record);

  /** Waits until everything up to a position is kept for good. */
  abstract void awaitKept(long position);

  /** Series that have full blocks now. */
  abstract void filled(List<HeadSeries> series);

  /** After each batch. */
  abstract void committed();

  /** What is not in memory any more, from old to new. */
  abstract TierReader.Parts older(HeadSeries series, long from, long to, Core core);

  /** What reads ahead when series are asked for what is on disk in this order, or null. */
  @Nullable ReadAhead readAhead(List<SeriesIndex.Found> inOrder) {
    return null;
  }

  /** The youngest time that samples may have. */
  abstract long latestAllowed();

  /** The oldest time that samples may have, whatever their series. */
  abstract long earliestAllowed();

  /** The oldest time that samples of a series may have. */
  abstract long earliestAllowed(HeadSeries series);

  abstract long diskBytes();

  /** How many series need no memory. */
  abstract long resting();

  /** The names of labels of series that need no memory and ended at a time or later. */
  abstract void addRestingNames(long fromMillis, Set<String> to);

  /** The same of the values of a label. */
  abstract void addRestingValues(String name, long fromMillis, Set<String> to);

  @Override
  public SampleBatch batch() {
    HeadBatch batch = idle.poll();
    return (batch == null ? new HeadBatch(this) : batch).begin();
  }

  void giveBack(HeadBatch batch) {
    if (idle.size() < KEPT_BATCHES) {
      idle.add(batch);
    }
  }

  @Override
  public Appended append(Labels labels, Instant at, double value) {
    try (SampleBatch batch = batch()) {
      SampleBatch.Refusal refusal = batch.choose(null, labels);
      if (refusal != null) {
        return refusal.kind();
      }
      Appended appended = batch.add(at.toEpochMilli(), value);
      batch.commitSoon();
      return appended;
    }
  }

  @Override
  public List<? extends StoredSeries> select(
      List<Matcher> matchers, long fromMillis, long toMillis) {
    List<SeriesIndex.Found> found =
        index.select(matchers, fromMillis).stream()
            .filter(each -> each.series().lastMillis() >= fromMillis)
            .sorted(BY_LABELS)
            .toList();
    ReadAhead ahead = readAhead(found);
    var stored = new ArrayList<Stored>(found.size());
    for (SeriesIndex.Found each : found) {
      stored.add(new Stored(each.series(), each.labels(), ahead, stored.size()));
    }
    return stored;
  }

  @Override
  public Selection selection(List<Matcher> matchers) {
    return new StandingSelection(this, matchers);
  }

  /** The series in memory that satisfy all matchers, whenever their last sample was. */
  List<Stored> awake(List<Matcher> matchers) {
    return index.select(matchers).stream()
        .sorted(BY_LABELS)
        .map(each -> new Stored(each.series(), each.labels(), null, 0))
        .toList();
  }

  /** A series that was selected. */
  final class Stored implements StoredSeries {
    private final HeadSeries series;
    private final Labels labels;
    private final @Nullable ReadAhead ahead;
    private final int place;

    Stored(HeadSeries series, Labels labels, @Nullable ReadAhead ahead, int place) {
      this.series = series;
      this.labels = labels;
      this.ahead = ahead;
      this.place = place;
    }

    @Override
    public Labels labels() {
      return labels;
    }

    @Override
    public long orderStamp() {
      return awake(series).orderStamp();
    }

    long lastMillis() {
      return series.lastMillis();
    }

    @Override
    public SampleCursor samples(long fromMillis, long toMillis) {
      return outline(fromMillis, toMillis, Core.NONE).samples();
    }

    @Override
    public SampleOutline outline(long fromMillis, long toMillis, long coreFrom, long coreTo) {
      return outline(fromMillis, toMillis, Core.between(coreFrom, coreTo));
    }

    private SampleOutline outline(long from, long to, Core core) {
      return HeadStore.this.outline(series, from, to, core, this);
    }

    /** What was read ahead of it, or null. */
    TierReader.@Nullable Parts older(Memory memory, long from, long to) {
      return ahead == null ? null : ahead.read(place, memory.firstMillis(), from, to);
    }
  }

  SampleCursor read(HeadSeries series, long from, long to) {
    return outline(series, from, to, Core.NONE, null).samples();
  }

  private SampleOutline outline(
      HeadSeries selected, long from, long to, Core core, @Nullable Stored stored) {
    HeadSeries series = awake(selected);
    // Memory first: what moves to disk meanwhile is then read twice and taken once.
    Memory memory = series.read(from, to);
    LateSamples late = memory.late();
    List<SampleCursor> parts = memory.parts();
    long leftOut = 0;
    if (memory.firstMillis() > from) {
      long until = Math.min(to, memory.firstMillis() - 1);
      Core known = core.until(until);
      if (late != null) {
        known = known.without(late.firstMillis(), late.lastMillis());
      }
      TierReader.Parts older =
          stored == null || known.isWorthIt() ? null : stored.older(memory, from, to);
      if (older == null) {
        older = older(series, from, until, known);
      }
      parts = new ArrayList<>(older.parts());
      parts.addAll(memory.parts());
      leftOut = older.leftOut();
    }
    SampleCursor samples = Cursors.sequence(parts, from, to);
    if (late != null) {
      samples = Cursors.merge(samples, Cursors.sequence(List.of(late.cursor()), from, to));
    }
    return new SampleOutline(samples, leftOut);
  }

  /** Who holds a series for long may hold it while it rests and wakes. */
  private HeadSeries awake(HeadSeries series) {
    HeadSeries woken = series.isRemoved() ? index.byId(series.id()) : null;
    return woken == null ? series : woken;
  }

  @Override
  public List<Series> select(List<Matcher> matchers, Instant from, Instant to) {
    return select(matchers, from.toEpochMilli(), to.toEpochMilli()).stream()
        .map(series -> numbers(series, from.toEpochMilli(), to.toEpochMilli()))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(series -> series.labels().toString()))
        .toList();
  }

  private static @Nullable Series numbers(StoredSeries stored, long from, long to) {
    long[] millis = new long[64];
    double[] values = new double[64];
    int size = 0;
    for (SampleCursor cursor = stored.samples(from, to); cursor.next(); ) {
      if (cursor.isHistogram()) {
        continue;
      }
      if (size == millis.length) {
        millis = Arrays.copyOf(millis, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      millis[size] = cursor.timestamp();
      values[size++] = cursor.value();
    }
    return size == 0
        ? null
        : new Series(stored.labels(), Arrays.copyOf(millis, size), Arrays.copyOf(values, size));
  }

  @Override
  public List<Sample> latest(List<Matcher> matchers, Instant at) {
    long to = at.toEpochMilli();
    long from = to - LOOK_BACK;
    var found = new ArrayList<Sample>();
    for (SeriesIndex.Found each : index.select(matchers, from)) {
      double value = latest(each.series(), from, to);
      if (!SeriesStore.isStale(value)) {
        found.add(new Sample(each.labels(), value));
      }
    }
    return found;
  }

  private double latest(HeadSeries series, long from, long to) {
    if (series.lastMillis() < from) {
      return STALE;
    }
    if (series.lastMillis() <= to) {
      double value = series.latest(from, to, STALE);
      if (!SeriesStore.isStale(value)) {
        return value;
      }
    }
    double value = STALE;
    for (SampleCursor cursor = read(series, from, to); cursor.next(); ) {
      value = cursor.isHistogram() ? STALE : cursor.value();
    }
    return value;
  }

  @Override
  public List<Labels> series(List<Matcher> matchers) {
    return index.select(matchers, Long.MIN_VALUE).stream().map(SeriesIndex.Found::labels).toList();
  }

  @Override
  public SortedSet<String> labelNames(long fromMillis, long toMillis) {
    var names = new TreeSet<String>();
    forEachAwake(fromMillis, toMillis, labels -> names.addAll(labels.values().keySet()));
    addRestingNames(fromMillis, names);
    return names;
  }

  @Override
  public SortedSet<String> labelValues(String name, long fromMillis, long toMillis) {
    var values = new TreeSet<String>();
    forEachAwake(
        fromMillis,
        toMillis,
        labels -> {
          String value = labels.get(name);
          if (value != null) {
            values.add(value);
          }
        });
    addRestingValues(name, fromMillis, values);
    return values;
  }

  private void forEachAwake(long from, long to, Consumer<Labels> action) {
    for (SeriesIndex.Found each : index.select(List.of())) {
      long last = each.series().lastMillis();
      if (last >= from && (last <= to || read(each.series(), from, to).next())) {
        action.accept(each.labels());
      }
    }
  }

  @Override
  public CardinalityReport cardinality(int top) {
    return index.report(top);
  }

  @Override
  public Stats stats() {
    long samples = 0;
    long bytes = 0;
    for (HeadSeries series : index.all()) {
      samples += series.samples();
      bytes += series.bytes();
    }
    return new Stats(
        index.size(),
        resting(),
        limits.series(),
        samples,
        bytes,
        counters.outOfOrder.sum(),
        counters.overLimit.sum(),
        counters.labels.sum(),
        counters.ahead.sum(),
        counters.appended.sum(),
        diskBytes());
  }
}
