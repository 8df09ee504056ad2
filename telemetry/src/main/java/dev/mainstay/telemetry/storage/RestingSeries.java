package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.query.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Series that came to rest: what they have is on disk, and so are their labels. They are found
 * there by who asks for their time, and begin again where they ended when something comes.
 *
 * <p>A series is on disk before it leaves the index, and goes back into the index before it leaves
 * the disk: who looks into both misses none. Reading is thread-safe; the rest is for who holds the
 * lock of the store's upkeep.
 */
final class RestingSeries {
  /** So long after its last sample a series rests. */
  static final Duration AFTER = Duration.ofHours(3);

  /** So many for each series of the limit rest at most; what comes to rest beyond stays awake. */
  static final int MOST_PER_LIMIT = 100;

  private static final int AT_ONCE = 1024;
  private static final String COUNT = "resting";
  private static final String YOUNGEST = "resting.youngest";

  private final ChunkTable table;
  private final SeriesIndex index;
  private final AtomicLong count;
  // Woken, while the disk says that they rest.
  private final Set<Integer> woken = ConcurrentHashMap.newKeySet();
  private volatile long youngest;

  RestingSeries(ChunkTable table, SeriesIndex index) {
    this.table = table;
    this.index = index;
    this.count = new AtomicLong(table.number(COUNT, 0));
    this.youngest = table.number(YOUNGEST, Long.MIN_VALUE);
  }

  long count() {
    return count.get();
  }

  /** Whether there may be one with a sample at a time or later. */
  boolean mayReach(long fromMillis) {
    return youngest != Long.MIN_VALUE && fromMillis <= youngest;
  }

  /** The one with these labels, which wakes; null when there is none. */
  RestingFamily.@Nullable Resting wake(Labels labels) {
    RestingFamily.Resting rested = youngest == Long.MIN_VALUE ? null : table.resting().find(labels);
    if (rested != null) {
      woken.add(rested.id());
    }
    return rested;
  }

  /** As {@link #wake(Labels)}, of the one with an id. */
  RestingFamily.@Nullable Resting wake(int id) {
    RestingFamily.Resting rested = get(id);
    if (rested != null) {
      woken.add(id);
    }
    return rested;
  }

  /** The one with this id, or null; it may have been woken a moment ago. */
  RestingFamily.@Nullable Resting get(int id) {
    return youngest == Long.MIN_VALUE ? null : table.resting().get(id);
  }

  /** As {@link RestingFamily#ids}. */
  RoaringBitmap ids(List<Matcher> matchers, long fromMillis) {
    return mayReach(fromMillis) ? table.resting().ids(matchers, fromMillis) : new RoaringBitmap();
  }

  /** As {@link RestingFamily#idsUntil}. */
  RoaringBitmap idsUntil(long millis) {
    return table.resting().idsUntil(millis);
  }

  /**
   * Adds those of the series that satisfy the matchers and had samples at a time or later. One that
   * woke meanwhile is added as the one that is awake.
   *
   * @throws QueryException if that are more than may be in memory
   */
  void addFound(
      RoaringBitmap ids, List<Matcher> matchers, long fromMillis, List<SeriesIndex.Found> found) {
    var texts = new HashMap<String, String>();
    int most = found.size() + index.limit();
    table
        .resting()
        .forEach(
            ids,
            (id, rested) -> {
              HeadSeries awake = index.byId(id);
              if (awake != null) {
                Labels labels = index.labels(awake);
                if (SeriesIndex.satisfies(labels, matchers)) {
                  found.add(new SeriesIndex.Found(awake, labels));
                }
              } else if (rested != null
                  && rested.lastMillis() >= fromMillis
                  && SeriesIndex.satisfies(rested.labels(), matchers)) {
                if (found.size() >= most) {
                  throw tooMany();
                }
                Labels labels = shared(rested.labels(), texts);
                HeadSeries ended = HeadSeries.resting(id, labels, rested.lastMillis());
                found.add(new SeriesIndex.Found(ended, labels));
              }
            });
  }

  private QueryException tooMany() {
    return new QueryException(
        QueryException.Reason.LIMIT,
        "more than "
            + index.limit()
            + " series that ended are selected (expected: a shorter range, fewer series)");
  }

  /** Adds the names of their labels, of those that had samples on the day of a time or later. */
  void addNames(long fromMillis, Set<String> names) {
    if (mayReach(fromMillis)) {
      table.resting().forEachName(fromMillis, names::add);
    }
  }

  /**
   * Adds the values of a label, of those that had samples on the day of a time or later.
   *
   * @throws QueryException if that are more than series may be in memory
   */
  void addValues(String name, long fromMillis, Set<String> values) {
    int most = values.size() + index.limit();
    if (mayReach(fromMillis)) {
      table
          .resting()
          .forEachValue(
              name,
              fromMillis,
              value -> {
                if (values.add(value) && values.size() > most) {
                  throw tooMany();
                }
              });
    }
  }

  /** The same labels, of texts that many series have in common. */
  private static Labels shared(Labels labels, Map<String, String> texts) {
    var pairs = new String[labels.size() * 2];
    for (int i = 0; i < labels.size(); i++) {
      pairs[i * 2] = texts.computeIfAbsent(labels.name(i), text -> text);
      pairs[i * 2 + 1] = texts.computeIfAbsent(labels.value(i), text -> text);
    }
    return Labels.ofPairs(pairs);
  }

  /** Lets series rest that have nothing in memory and were not added to for long. */
  void settle(Collection<HeadSeries> all, long now) {
    long before = now - AFTER.toMillis();
    long most = (long) index.limit() * MOST_PER_LIMIT;
    var idle = new ArrayList<HeadSeries>();
    for (HeadSeries series : all) {
      if (count.get() + idle.size() < most && series.isIdle(before)) {
        idle.add(series);
      }
      if (idle.size() == AT_ONCE) {
        settle(idle, before);
        idle.clear();
      }
    }
    if (!idle.isEmpty()) {
      settle(idle, before);
    }
  }

  private void settle(List<HeadSeries> idle, long before) {
    try (var changes = table.changes()) {
      List<RestingFamily.Resting> resting =
          idle.stream()
              .map(each ->
                  new RestingFamily.Resting(each.id(), index.labels(each), each.lastMillis()))
              .toList();
      long last =
          resting.stream().mapToLong(RestingFamily.Resting::lastMillis).reduce(youngest, Math::max);
      changes.putResting(resting).putNumber(YOUNGEST, last).apply();
      youngest = last;
      int gone = 0;
      for (HeadSeries series : idle) {
        index.removeIf(series, () -> series.isIdle(before));
        if (series.isRemoved()) {
          changes.removeSeries(series.id());
          gone++;
        }
      }
      changes.putNumber(COUNT, count.addAndGet(gone)).apply();
    }
  }

  /** In the same write in which a series that is in the index is kept as such: rests no longer. */
  void kept(int id, ChunkTable.Changes changes) {
    RestingFamily.Resting rested = woken.remove(id) ? get(id) : null;
    if (rested != null) {
      forget(rested, changes);
      changes.putEnd(id, rested.lastMillis());
    }
  }

  /** Nothing is kept of it any more. */
  void forget(RestingFamily.Resting rested, ChunkTable.Changes changes) {
    changes
        .removeResting(rested)
        .putNumber(COUNT, count.updateAndGet(resting -> Math.max(0, resting - 1)));
  }
}
