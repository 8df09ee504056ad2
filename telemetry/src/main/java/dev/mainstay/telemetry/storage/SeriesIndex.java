package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.CardinalityReport;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** All series: by their labels, by their id, and by the values of each label. Thread-safe. */
final class SeriesIndex {
  private static final int ABSENT = -1;
  // So many series are looked at one by one sooner than sets of many are put together.
  private static final int FEW = 128;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  // All guarded by the lock.
  private final Symbols symbols = new Symbols();
  private final Postings postings = new Postings();
  private final IntMap<HeadSeries> byId = new IntMap<>();
  private @Nullable HeadSeries[] byLabels = new HeadSeries[1024];
  private int nextId = 1;
  // Written under the lock, read without.
  private volatile long changes;
  private volatile @Nullable RestingSeries resting;
  private final int limit;
  private final BiConsumer<HeadSeries, Labels> listener;

  /**
   * An empty index.
   *
   * @param limit of series
   * @param listener told of a new series before anyone else can find it, under the index's lock
   */
  SeriesIndex(int limit, BiConsumer<HeadSeries, Labels> listener) {
    this.limit = limit;
    this.listener = listener;
  }

  /** From now on those that rest are found too, and wake. */
  void with(RestingSeries series) {
    lock.writeLock().lock();
    try {
      resting = series;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Nullable HeadSeries find(Labels labels) {
    lock.readLock().lock();
    try {
      var wanted = new int[labels.size() * 2];
      for (int i = 0; i < labels.size(); i++) {
        wanted[i * 2] = symbols.find(labels.name(i));
        wanted[i * 2 + 1] = symbols.find(labels.value(i));
        if (wanted[i * 2] == ABSENT || wanted[i * 2 + 1] == ABSENT) {
          return null;
        }
      }
      return byLabels[slot(wanted)];
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The series with these labels, which begins if need be; null at the limit. */
  @Nullable HeadSeries findOrBegin(Labels labels) {
    HeadSeries known = find(labels);
    if (known != null) {
      return known;
    }
    lock.writeLock().lock();
    try {
      HeadSeries existing = find(labels);
      if (existing != null || byId.size() >= limit) {
        return existing;
      }
      HeadSeries series = begin(labels);
      listener.accept(series, labels);
      add(series);
      return series;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private HeadSeries begin(Labels labels) {
    RestingFamily.Resting rested = resting == null ? null : resting.wake(labels);
    if (rested == null) {
      return new HeadSeries(nextId++, use(labels));
    }
    HeadSeries woken = new HeadSeries(rested.id(), use(labels));
    woken.resumeAfter(rested.lastMillis());
    return woken;
  }

  /** Takes in a series that was kept; one with this id or these labels may be there already. */
  HeadSeries restore(int id, Labels labels) {
    lock.writeLock().lock();
    try {
      nextId = Math.max(nextId, id + 1);
      HeadSeries known = byId.get(id);
      if (known == null) {
        known = new HeadSeries(id, use(labels));
        HeadSeries same = byLabels[slot(known.symbols())];
        if (same != null) {
          remove(same);
        }
        add(known);
      }
      return known;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private int[] use(Labels labels) {
    var used = new int[labels.size() * 2];
    for (int i = 0; i < labels.size(); i++) {
      used[i * 2] = symbols.use(labels.name(i));
      used[i * 2 + 1] = symbols.use(labels.value(i));
    }
    return used;
  }

  private void add(HeadSeries series) {
    changed();
    byId.put(series.id(), series);
    postings.add(series.id(), series.symbols());
    if (byId.size() * 2 > byLabels.length) {
      byLabels = new HeadSeries[byLabels.length * 2];
      byId.forEach(each -> byLabels[slot(each.symbols())] = each);
    } else {
      byLabels[slot(series.symbols())] = series;
    }
  }

  /** Removes a series unless something was added to it meanwhile. */
  void removeIf(HeadSeries series, BooleanSupplier empty) {
    lock.writeLock().lock();
    try {
      synchronized (series) {
        if (empty.getAsBoolean()) {
          remove(series);
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remove(HeadSeries series) {
    lock.writeLock().lock();
    try {
      if (byId.get(series.id()) != series) {
        return;
      }
      changed();
      series.remove(labels(series));
      byId.remove(series.id());
      postings.remove(series.id(), series.symbols());
      int hole = slot(series.symbols());
      int mask = byLabels.length - 1;
      for (int next = (hole + 1) & mask; ; next = (next + 1) & mask) {
        HeadSeries moved = byLabels[next];
        if (moved == null) {
          break;
        }
        int home = mix(moved.symbols()) & mask;
        if (((next - home) & mask) >= ((next - hole) & mask)) {
          byLabels[hole] = moved;
          hole = next;
        }
      }
      byLabels[hole] = null;
      for (int symbol : series.symbols()) {
        symbols.release(symbol);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private int slot(int[] wanted) {
    int mask = byLabels.length - 1;
    for (int slot = mix(wanted) & mask; ; slot = (slot + 1) & mask) {
      HeadSeries series = byLabels[slot];
      if (series == null || Arrays.equals(series.symbols(), wanted)) {
        return slot;
      }
    }
  }

  private static int mix(int[] wanted) {
    int mixed = Arrays.hashCode(wanted) * 0x9E3779B9;
    return mixed ^ (mixed >>> 16);
  }

  @Nullable HeadSeries byId(int id) {
    lock.readLock().lock();
    try {
      return byId.get(id);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** As {@link #byId}, while nobody changes the index. */
  @Nullable HeadSeries byIdUnguarded(int id) {
    return byId.get(id);
  }

  Labels labels(HeadSeries series) {
    lock.readLock().lock();
    try {
      return labelsGuarded(series);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The lock is held: to take it again for each of many series costs more than their labels. */
  private Labels labelsGuarded(HeadSeries series) {
    var pairs = new String[series.symbols().length];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = symbols.text(series.symbols()[i]);
    }
    return Labels.ofPairs(pairs);
  }

  /** The labels of the series with this id, whether or not it rests; null when there is none. */
  @Nullable Labels labels(int id) {
    HeadSeries series;
    RestingSeries others;
    lock.readLock().lock();
    try {
      series = byId.get(id);
      others = resting;
      if (series != null) {
        return labels(series);
      }
    } finally {
      lock.readLock().unlock();
    }
    RestingFamily.Resting rested = others == null ? null : others.get(id);
    return rested == null ? null : rested.labels();
  }

  /** A series and its labels. */
  record Found(HeadSeries series, Labels labels) {}

  /** The series that satisfy the matchers, those that rest too, but not all that ended before. */
  List<Found> select(List<Matcher> matchers, long fromMillis) {
    List<Found> found;
    RestingSeries asleep;
    RoaringBitmap others;
    lock.readLock().lock();
    try {
      found = select(matchers);
      asleep = resting;
      if (asleep == null || !asleep.mayReach(fromMillis)) {
        return found;
      }
      others = asleep.ids(matchers, fromMillis);
    } finally {
      lock.readLock().unlock();
    }
    found.forEach(each -> others.remove(each.series.id()));
    asleep.addFound(others, matchers, fromMillis, found);
    return found;
  }

  /** Whether series that rest may have samples at a time or later. */
  boolean mayRest(long fromMillis) {
    RestingSeries asleep = resting;
    return asleep != null && asleep.mayReach(fromMillis);
  }

  /** Another number than before when series have come into memory, or gone. */
  long changes() {
    return changes;
  }

  /** The lock is held for writing. */
  private void changed() {
    changes = changes + 1;
  }

  /** The series in memory that satisfy the matchers. */
  List<Found> select(List<Matcher> matchers) {
    lock.readLock().lock();
    try {
      RoaringBitmap fewest = postings.fewest(matchers, symbols);
      return fewest != null && fewest.getCardinality() <= FEW
          ? found(fewest, matchers)
          : found(postings.select(matchers, symbols), List.of());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Those of the series that satisfy the matchers too; the lock is held. */
  private List<Found> found(RoaringBitmap ids, List<Matcher> matchers) {
    var found = new ArrayList<Found>();
    for (IntIterator at = ids.getIntIterator(); at.hasNext(); ) {
      HeadSeries series = byId.get(at.next());
      if (series != null) {
        Labels labels = labelsGuarded(series);
        if (satisfies(labels, matchers)) {
          found.add(new Found(series, labels));
        }
      }
    }
    return found;
  }

  static boolean satisfies(Labels labels, List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      if (!matcher.matches(labels.value(matcher.name()))) {
        return false;
      }
    }
    return true;
  }

  Collection<HeadSeries> all() {
    lock.readLock().lock();
    try {
      var all = new ArrayList<HeadSeries>(byId.size());
      byId.forEach(all::add);
      return all;
    } finally {
      lock.readLock().unlock();
    }
  }

  int size() {
    lock.readLock().lock();
    try {
      return byId.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  int limit() {
    return limit;
  }

  int nextId() {
    lock.readLock().lock();
    try {
      return nextId;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Ids below are never given again. */
  void reserve(int id) {
    lock.writeLock().lock();
    try {
      nextId = Math.max(nextId, id);
    } finally {
      lock.writeLock().unlock();
    }
  }

  void trim() {
    lock.writeLock().lock();
    try {
      postings.trim();
    } finally {
      lock.writeLock().unlock();
    }
  }

  CardinalityReport report(int top) {
    lock.readLock().lock();
    try {
      return Cardinality.report(symbols, postings, byId.size(), limit, top);
    } finally {
      lock.readLock().unlock();
    }
  }
}
