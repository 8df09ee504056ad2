package dev.mainstay.objectives.evaluation;

import dev.mainstay.objectives.windows.SeriesWindows;
import dev.mainstay.objectives.windows.Taken;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.Selection;
import dev.mainstay.telemetry.StoredSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the counters of a ratio. A series that appears on an instance which was there before
 * began at zero: instances expose a counter when they first count. Where a service's scrapes are
 * followed, so did those of an instance whose process started after the watching began, and a
 * process that started anew is told by its start, whatever its counters have reached.
 */
final class CounterFeed implements Feed {
  private final List<Selection> part;
  private final List<Selection> total;
  private final CountedEvents counts;
  private final long watchedSince;
  private final @Nullable ScrapedInstances scraped;
  private final boolean paired;
  // What is followed since it was asked last, with the time of its first sample that was read.
  private final Map<StoredSeries, Long> begun = new HashMap<>();
  // When an instance was first seen.
  private final Map<String, Long> instances = new HashMap<>();
  // What was selected last, and what that is together.
  private List<List<? extends StoredSeries>> lists = List.of();
  private Map<Labels, Selected> together = Map.of();

  CounterFeed(
      SampleReader reader,
      List<List<Matcher>> part,
      List<List<Matcher>> total,
      CountedEvents counts) {
    this(reader, part, total, counts, Long.MIN_VALUE, null, false);
  }

  /**
   * Follows counters of a service's scrapes.
   *
   * @param watchedSince Unix milliseconds
   * @param scraped its instances, or null
   * @param paired whether a series counts as total only beside one that differs in {@code le} alone
   *     and counts as part: a histogram without the bucket says nothing
   */
  CounterFeed(
      SampleReader reader,
      List<List<Matcher>> part,
      List<List<Matcher>> total,
      CountedEvents counts,
      long watchedSince,
      @Nullable ScrapedInstances scraped,
      boolean paired) {
    this.watchedSince = watchedSince;
    this.scraped = scraped;
    this.paired = paired;
    this.part = part.stream().map(reader::selection).toList();
    this.total = total.stream().map(reader::selection).toList();
    this.counts = counts;
  }

  private static final class Selected {
    private final StoredSeries series;
    private boolean part;
    private boolean total;
    // As long as it is read; null until it is followed.
    private CountedEvents.@Nullable Counter counter;

    Selected(StoredSeries series) {
      this.series = series;
    }
  }

  @Override
  public EventCounts counts() {
    return counts;
  }

  @Override
  public long earliest(long fromMillis, long toMillis) {
    return FirstSample.of(
        select(fromMillis, toMillis).values().stream().map(each -> each.series).toList(),
        fromMillis,
        toMillis);
  }

  @Override
  public int read(long fromMillis, long toMillis, Changes changes) {
    Map<Labels, Selected> selected = select(fromMillis, toMillis);
    if (scraped != null) {
      scraped.read(
          fromMillis, toMillis, (instance, at) -> instances.merge(instance, at, Math::min));
    }
    if (paired) {
      leaveUnpaired(selected);
    }
    selected.forEach((labels, each) -> {
      each.counter = counts.counter(labels);
      if (each.counter == null) {
        seen(labels, each.series.samples(fromMillis, toMillis));
      }
    });
    int most = 0;
    for (Map.Entry<Labels, Selected> each : selected.entrySet()) {
      most = Math.max(most, read(each.getKey(), each.getValue(), fromMillis, toMillis, changes));
    }
    return most;
  }

  @Override
  public boolean missed(long fromMillis) {
    boolean missed =
        begun.entrySet().stream()
            .anyMatch(each -> hasNumber(each.getKey().samples(fromMillis, each.getValue() - 1)));
    begun.clear();
    return missed;
  }

  private static boolean hasNumber(SampleCursor samples) {
    while (samples.next()) {
      if (!samples.isHistogram()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void writeTo(DataOutput out, long untilMillis, boolean settled) throws IOException {
    out.writeInt(instances.size());
    for (Map.Entry<String, Long> each : instances.entrySet()) {
      out.writeUTF(each.getKey());
      out.writeLong(each.getValue());
    }
    if (scraped != null) {
      scraped.writeTo(out);
    }
    counts.writeTo(out, untilMillis, settled);
  }

  @Override
  public void readFrom(DataInput in, long fromMillis, long recentMillis) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      instances.put(in.readUTF(), in.readLong());
    }
    if (scraped != null) {
      scraped.readFrom(in);
    }
    counts.readFrom(in, new Stored(fromMillis, recentMillis)::find);
  }

  /** What was saved has samples of late as a rule; only for the rest all is selected. */
  private final class Stored {
    private final long fromMillis;
    private final Map<Labels, Selected> recent;
    private @Nullable Map<Labels, Selected> all;

    Stored(long fromMillis, long recentMillis) {
      this.fromMillis = fromMillis;
      this.recent = select(recentMillis, Long.MAX_VALUE);
    }

    @Nullable StoredSeries find(Labels labels) {
      Selected found = recent.get(labels);
      if (found == null) {
        if (all == null) {
          all = select(fromMillis, Long.MAX_VALUE);
        }
        found = all.get(labels);
      }
      return found == null ? null : found.series;
    }
  }

  @Override
  public void forget(long beforeMillis) {
    Set<String> left = counts.forget(beforeMillis);
    if (!left.isEmpty()) {
      instances.keySet().retainAll(left);
      if (scraped != null) {
        scraped.keepOnly(left);
      }
    }
  }

  private void leaveUnpaired(Map<Labels, Selected> selected) {
    var parts = new HashSet<Map<String, String>>();
    selected.forEach((labels, each) -> {
      if (each.part) {
        parts.add(unbounded(labels));
      }
    });
    selected
        .entrySet()
        .removeIf(each ->
            !each.getValue().part
                && !counts.follows(each.getKey())
                && !parts.contains(unbounded(each.getKey())));
  }

  private static Map<String, String> unbounded(Labels labels) {
    var rest = new HashMap<>(labels.values());
    rest.remove("le");
    return rest;
  }

  private void seen(Labels labels, SampleCursor samples) {
    if (samples.next()) {
      instances.merge(ScrapedInstances.of(labels), samples.timestamp(), Math::min);
    }
  }

  private int read(Labels labels, Selected selected, long from, long to, Changes changes) {
    int samplesRead = 0;
    CountedEvents.Counter counter = selected.counter;
    String instance = scraped == null && counter != null ? "" : ScrapedInstances.of(labels);
    // Asked first: what comes late while samples are read is found the next time.
    long stamp = selected.series.orderStamp();
    long begin = counter == null ? from : counter.unread(from, stamp);
    if (begin > to) {
      return 0;
    }
    SampleCursor samples = selected.series.samples(begin, to);
    while (samples.next()) {
      samplesRead++;
      if (samples.isHistogram()) {
        continue;
      }
      long started =
          scraped == null
              ? SeriesWindows.START_UNKNOWN
              : scraped.started(instance, samples.timestamp());
      if (counter == null) {
        counter = counts.follow(labels, selected.part, selected.total, selected.series);
        begun.put(selected.series, samples.timestamp());
        long instanceSeen = instances.getOrDefault(instance, Long.MAX_VALUE);
        if (instanceSeen < samples.timestamp()) {
          started = Math.max(instanceSeen, watchedSince);
        }
      }
      Taken taken = counter.windows().add(samples.timestamp(), samples.value(), started);
      if (taken.changes()) {
        changes.changed(taken.from(), taken.until() + 1);
      }
    }
    if (counter != null) {
      counter.took(stamp);
    }
    return samplesRead;
  }

  private Map<Labels, Selected> select(long from, long to) {
    var found = new ArrayList<List<? extends StoredSeries>>(part.size() + total.size());
    part.forEach(each -> found.add(each.select(from, to)));
    total.forEach(each -> found.add(each.select(from, to)));
    if (paired || !areLists(found)) {
      lists = found;
      together = together(found);
    }
    return together;
  }

  /** The very ones: to compare their series would cost as much as to put them together. */
  private boolean areLists(List<List<? extends StoredSeries>> found) {
    for (int i = 0; i < found.size(); i++) {
      if (lists.size() != found.size() || lists.get(i) != found.get(i)) {
        return false;
      }
    }
    return true;
  }

  private Map<Labels, Selected> together(List<List<? extends StoredSeries>> found) {
    var selected = new HashMap<Labels, Selected>();
    for (int i = 0; i < found.size(); i++) {
      for (StoredSeries series : found.get(i)) {
        Selected each = selected.computeIfAbsent(series.labels(), key -> new Selected(series));
        each.part |= i < part.size();
        each.total |= i >= part.size();
      }
    }
    return selected;
  }
}
