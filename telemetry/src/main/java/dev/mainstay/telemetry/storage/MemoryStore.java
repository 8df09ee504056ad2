package dev.mainstay.telemetry.storage;

import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SeriesLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A store that keeps everything in memory, and only as long as the process lives. */
public class MemoryStore extends HeadStore {
  private static final long PRUNE_EVERY = Duration.ofMinutes(1).toMillis();
  private static final int MOST_LATE = 120;

  private final long retention;
  private final AtomicLong prunedAt = new AtomicLong(Long.MIN_VALUE);

  protected MemoryStore(Duration retention, SeriesLimits limits) {
    super(limits);
    if (!retention.isPositive()) {
      throw new IllegalArgumentException(
          "series store: retention " + retention + " (expected: > 0s)");
    }
    this.retention = retention.toMillis();
  }

  @Override
  void began(HeadSeries series, Labels labels) {}

  @Override
  long log(int kind, ByteWriter record) {
    return -1;
  }

  @Override
  void awaitKept(long position) {}

  @Override
  void filled(List<HeadSeries> series) {}

  @Override
  void committed() {
    long now = newest.get();
    long last = prunedAt.get();
    if (last == Long.MIN_VALUE) {
      prunedAt.compareAndSet(last, now);
    } else if (now - last >= PRUNE_EVERY && prunedAt.compareAndSet(last, now)) {
      long oldest = now - retention;
      for (HeadSeries series : index.all()) {
        LateSamples late = series.lateSamples();
        if (late != null && late.size() > MOST_LATE) {
          series.mergeLate(true);
        }
        if (series.dropBefore(oldest)) {
          index.removeIf(series, () -> series.dropBefore(oldest));
        }
      }
    }
  }

  @Override
  TierReader.Parts older(HeadSeries series, long from, long to, Core core) {
    return new TierReader.Parts(List.of(), 0);
  }

  @Override
  long latestAllowed() {
    return Long.MAX_VALUE;
  }

  @Override
  long earliestAllowed() {
    return Long.MIN_VALUE;
  }

  @Override
  long earliestAllowed(HeadSeries series) {
    return Long.MIN_VALUE;
  }

  @Override
  long diskBytes() {
    return 0;
  }

  @Override
  long resting() {
    return 0;
  }

  @Override
  void addRestingNames(long fromMillis, Set<String> to) {}

  @Override
  void addRestingValues(String name, long fromMillis, Set<String> to) {}

  @Override
  public int delete(List<Matcher> matchers, Instant from, Instant to) {
    List<SeriesIndex.Found> found = index.select(matchers);
    for (SeriesIndex.Found each : found) {
      each.series().delete(from.toEpochMilli(), to.toEpochMilli());
    }
    return found.size();
  }
}
