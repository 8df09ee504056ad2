package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.SeriesWindows;
import dev.mainstay.objectives.windows.WindowMode;
import dev.mainstay.objectives.windows.WindowPlan;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events that counters count: those of all series that count good (or bad) events, among those of
 * all series that count any. A series may be both. Not thread-safe.
 */
public final class CountedEvents implements EventCounts {
  /** No question reaches further back, whatever is forgotten before. */
  static final Duration LONGEST = Duration.ofDays(400);

  private final boolean bad;
  private final WindowPlan plan;
  private final long watchedSince;
  private final Map<Labels, Counter> counters = new HashMap<>();

  /** One series that is followed. */
  static final class Counter {
    private final SeriesWindows windows;
    private final boolean part;
    private final boolean total;
    private final @Nullable StoredSeries series;
    // Of the samples that were taken in.
    private long stamp = StoredSeries.NO_STAMP;

    private Counter(
        SeriesWindows windows, boolean part, boolean total, @Nullable StoredSeries series) {
      this.windows = windows;
      this.part = part;
      this.total = total;
      this.series = series;
    }

    /** What takes its samples. */
    SeriesWindows windows() {
      return windows;
    }

    /**
     * From when on there may be samples that were not taken in.
     *
     * @param fromMillis from when on late ones are taken in
     * @param stamp the series' stamp now
     */
    long unread(long fromMillis, long stamp) {
      boolean inOrder = stamp != StoredSeries.NO_STAMP && stamp == this.stamp;
      return inOrder && !windows.isEmpty() ? windows.newestMillis() + 1 : fromMillis;
    }

    /** Everything was taken in that there was when the series had this stamp. */
    void took(long stamp) {
      this.stamp = stamp;
    }

    private void writeTo(DataOutput out, long untilMillis, boolean settled) throws IOException {
      out.writeBoolean(part);
      out.writeBoolean(total);
      // What came late since then may be in the log in another order.
      boolean inOrder = settled && series != null && series.orderStamp() == stamp;
      out.writeLong(inOrder ? stamp : StoredSeries.NO_STAMP);
      windows.writeTo(out, untilMillis);
    }

    private static Counter readFrom(DataInput in, WindowPlan plan, @Nullable StoredSeries series)
        throws IOException {
      boolean part = in.readBoolean();
      boolean total = in.readBoolean();
      long stamp = in.readLong();
      var counter = new Counter(SeriesWindows.readFrom(in, plan, series), part, total, series);
      counter.stamp = stamp;
      return counter;
    }
  }

  /**
   * No counters yet.
   *
   * @param bad whether the part of the total that is counted is that of bad events
   * @param late how late samples may come
   * @param memory how long samples stay in memory, at least {@code late}; for all others there has
   *     to be a store
   * @param watchedSince Unix milliseconds
   */
  public CountedEvents(boolean bad, Duration late, Duration memory, long watchedSince) {
    this.bad = bad;
    this.watchedSince = watchedSince;
    // One edge for each lane; how far it reaches back is told by each question.
    plan =
        new WindowPlan(WindowMode.EXACT, Collections.nCopies(Lanes.COUNT, LONGEST), late, memory);
  }

  /**
   * Follows a series.
   *
   * @param part whether it counts good, or bad, events
   * @param total whether it counts all events
   * @param older where its samples are that have left memory, or null
   */
  Counter follow(Labels labels, boolean part, boolean total, @Nullable StoredSeries older) {
    return counters.computeIfAbsent(
        labels,
        key -> new Counter(new SeriesWindows(plan, watchedSince, older), part, total, older));
  }

  public boolean follows(Labels labels) {
    return counters.containsKey(labels);
  }

  /** A series that is followed; null for one that is not. */
  @Nullable Counter counter(Labels labels) {
    return counters.get(labels);
  }

  public int series() {
    return counters.size();
  }

  /**
   * Forgets what was before a time that nobody will ask about, and the series whose last sample
   * was.
   *
   * @return the instances of those that are left; none when nothing was forgotten
   */
  Set<String> forget(long beforeMillis) {
    boolean any =
        counters
            .values()
            .removeIf(
                each -> !each.windows.isEmpty() && each.windows.newestMillis() < beforeMillis);
    counters.values().forEach(each -> each.windows.forget(beforeMillis));
    return any
        ? counters.keySet().stream().map(ScrapedInstances::of).collect(Collectors.toSet())
        : Set.of();
  }

  void writeTo(DataOutput out, long untilMillis, boolean settled) throws IOException {
    SavedLabels.write(counters.keySet(), out);
    for (Counter each : counters.values()) {
      each.writeTo(out, untilMillis, settled);
    }
  }

  /**
   * Follows the series again that were followed when it was written.
   *
   * @param stored where their samples are; a series that is not there is left out
   */
  void readFrom(DataInput in, Function<Labels, @Nullable StoredSeries> stored) throws IOException {
    for (Labels labels : SavedLabels.read(in)) {
      StoredSeries series = stored.apply(labels);
      Counter counter = Counter.readFrom(in, plan, series);
      if (series != null) {
        counters.put(series.labels(), counter);
      }
    }
  }

  @Override
  public Events between(int lane, long fromMillis, long toMillis) {
    double part = 0;
    double total = 0;
    for (Counter counter : counters.values()) {
      double growth = counter.windows.between(lane, fromMillis, toMillis);
      if (!SeriesStore.isStale(growth)) {
        part += counter.part ? growth : 0;
        total += counter.total ? growth : 0;
      }
    }
    return new Events(bad ? total - part : part, total);
  }

  /**
   * What each series adds to the events. Where parts and totals are counted by different series,
   * only their sum is events.
   */
  Map<Labels, Events> bySeries(long fromMillis, long toMillis) {
    var all = new HashMap<Labels, Events>();
    counters.forEach((labels, counter) -> {
      double growth = counter.windows.between(Lanes.ANY, fromMillis, toMillis);
      if (!SeriesStore.isStale(growth) && growth > 0) {
        double part = counter.part ? growth : 0;
        double total = counter.total ? growth : 0;
        all.put(labels, new Events(bad ? total - part : part, total));
      }
    });
    return all;
  }
}
