package dev.mainstay.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A store in memory. Samples older than the retention, counted back from the newest sample, are
 * dropped a chunk at a time; a series without samples ends. At the series limit new series are
 * refused and counted, those that exist go on. A sample takes 2 to 4 bytes in a regularly scraped
 * counter and at most 18 in any series; a series takes about 1 KB more for labels, index and room.
 */
public final class MemorySeriesStore implements SeriesStore, SampleReader {
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(6);
  public static final int DEFAULT_SERIES_LIMIT = 100_000;
  private static final Duration LOOK_BACK = Duration.ofMinutes(5);
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);

  private final Duration retention;
  private final int seriesLimit;
  private final Map<Labels, HeadSeries> byLabels = new ConcurrentHashMap<>();
  // Label name to value to series; guarded by the lock.
  private final Map<String, Map<String, Set<HeadSeries>>> postings = new HashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong prunedAt = new AtomicLong(Long.MIN_VALUE);
  private final LongAdder outOfOrder = new LongAdder();
  private final LongAdder overLimit = new LongAdder();

  public MemorySeriesStore() {
    this(DEFAULT_RETENTION, DEFAULT_SERIES_LIMIT);
  }

  /**
   * An empty store.
   *
   * @param retention &gt; 0
   * @param seriesLimit &ge; 1
   */
  public MemorySeriesStore(Duration retention, int seriesLimit) {
    if (!retention.isPositive() || seriesLimit < 1) {
      throw new IllegalArgumentException(
          "series store: retention "
              + retention
              + ", "
              + seriesLimit
              + " series (expected: > 0s, >= 1)");
    }
    this.retention = retention;
    this.seriesLimit = seriesLimit;
  }

  @Override
  public Appended append(Labels labels, Instant at, double value) {
    long millis = at.toEpochMilli();
    while (true) {
      HeadSeries series = byLabels.get(labels);
      if (series == null) {
        series = begin(labels);
      }
      if (series == null) {
        overLimit.increment();
        return Appended.SERIES_LIMIT;
      }
      switch (series.append(millis, value)) {
        case STORED -> {
          newest.accumulateAndGet(millis, Math::max);
          pruneSometimes(millis);
          return Appended.STORED;
        }
        case OUT_OF_ORDER -> {
          outOfOrder.increment();
          return Appended.OUT_OF_ORDER;
        }
        case REMOVED -> byLabels.remove(labels, series);
      }
    }
  }

  private @org.jspecify.annotations.Nullable HeadSeries begin(Labels labels) {
    lock.writeLock().lock();
    try {
      HeadSeries existing = byLabels.get(labels);
      if (existing != null || byLabels.size() >= seriesLimit) {
        return existing;
      }
      var series = new HeadSeries(labels);
      labels
          .values()
          .forEach((name, value) ->
              postings
                  .computeIfAbsent(name, n -> new HashMap<>())
                  .computeIfAbsent(value, v -> new LinkedHashSet<>())
                  .add(series));
      byLabels.put(labels, series);
      return series;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void pruneSometimes(long millis) {
    long last = prunedAt.get();
    if (last == Long.MIN_VALUE) {
      prunedAt.compareAndSet(last, millis);
    } else if (millis - last >= PRUNE_EVERY.toMillis() && prunedAt.compareAndSet(last, millis)) {
      long oldest = newest.get() - retention.toMillis();
      for (HeadSeries series : byLabels.values()) {
        if (series.dropBefore(oldest)) {
          remove(series);
        }
      }
    }
  }

  private void remove(HeadSeries series) {
    lock.writeLock().lock();
    try {
      byLabels.remove(series.labels(), series);
      series
          .labels()
          .values()
          .forEach((name, value) ->
              postings.computeIfPresent(
                  name,
                  (n, byValue) -> {
                    byValue.computeIfPresent(
                        value, (v, set) -> set.remove(series) && set.isEmpty() ? null : set);
                    return byValue.isEmpty() ? null : byValue;
                  }));
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public List<Series> select(List<Matcher> matchers, Instant from, Instant to) {
    long first = from.toEpochMilli();
    long last = to.toEpochMilli();
    return matching(matchers).stream()
        .map(series -> series.select(first, last))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(series -> series.labels().toString()))
        .toList();
  }

  @Override
  public List<? extends StoredSeries> select(
      List<Matcher> matchers, long fromMillis, long toMillis) {
    return matching(matchers).stream().sorted(Comparator.comparing(HeadSeries::labels)).toList();
  }

  @Override
  public List<Sample> latest(List<Matcher> matchers, Instant at) {
    long last = at.toEpochMilli();
    long first = at.minus(LOOK_BACK).toEpochMilli();
    return matching(matchers).stream()
        .map(series -> series.latest(first, last))
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public List<Labels> series(List<Matcher> matchers) {
    return matching(matchers).stream().map(HeadSeries::labels).toList();
  }

  @Override
  public SortedSet<String> labelValues(String name, List<Matcher> matchers) {
    var values = new TreeSet<String>();
    for (HeadSeries series : matching(matchers)) {
      String value = series.labels().get(name);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private List<HeadSeries> matching(List<Matcher> matchers) {
    lock.readLock().lock();
    try {
      Collection<HeadSeries> candidates = byLabels.values();
      for (Matcher matcher : matchers) {
        if (matcher instanceof Matcher.Equal(String name, String value) && !value.isEmpty()) {
          var posting = postings.getOrDefault(name, Map.of()).getOrDefault(value, Set.of());
          if (posting.size() < candidates.size()) {
            candidates = posting;
          }
        }
      }
      return candidates.stream()
          .filter(
              series -> matchers.stream().allMatch(m -> m.matches(series.labels().value(m.name()))))
          .toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Stats stats() {
    long samples = 0;
    long bytes = 0;
    for (HeadSeries series : byLabels.values()) {
      samples += series.samples();
      bytes += series.bytes();
    }
    return new Stats(
        byLabels.size(), seriesLimit, samples, bytes, outOfOrder.sum(), overLimit.sum());
  }
}
