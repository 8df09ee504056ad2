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

  private record Counter(SeriesWindows windows, boolean part, boolean total) {}

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
   * @return what takes its samples
   */
  public SeriesWindows follow(
      Labels labels, boolean part, boolean total, @Nullable StoredSeries older) {
    return counters.computeIfAbsent(
            labels, key -> new Counter(new SeriesWindows(plan, watchedSince, older), part, total))
        .windows;
  }

  public boolean follows(Labels labels) {
    return counters.containsKey(labels);
  }

  /** What takes the samples of a series that is followed; null for one that is not. */
  @Nullable SeriesWindows windows(Labels labels) {
    Counter counter = counters.get(labels);
    return counter == null ? null : counter.windows;
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

  void writeTo(DataOutput out, long untilMillis) throws IOException {
    out.writeInt(counters.size());
    for (Map.Entry<Labels, Counter> each : counters.entrySet()) {
      Labels labels = each.getKey();
      out.writeShort(labels.size());
      for (int i = 0; i < labels.size(); i++) {
        out.writeUTF(labels.name(i));
        out.writeUTF(labels.value(i));
      }
      out.writeBoolean(each.getValue().part);
      out.writeBoolean(each.getValue().total);
      each.getValue().windows.writeTo(out, untilMillis);
    }
  }

  /**
   * Follows the series again that were followed when it was written.
   *
   * @param stored where their samples are; a series that is not there is left out
   */
  void readFrom(DataInput in, Function<Labels, @Nullable StoredSeries> stored) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String[] pairs = new String[2 * in.readShort()];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = in.readUTF();
      }
      Labels labels = Labels.ofPairs(pairs);
      boolean part = in.readBoolean();
      boolean total = in.readBoolean();
      StoredSeries series = stored.apply(labels);
      SeriesWindows windows = SeriesWindows.readFrom(in, plan, series);
      if (series != null) {
        counters.put(series.labels(), new Counter(windows, part, total));
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
