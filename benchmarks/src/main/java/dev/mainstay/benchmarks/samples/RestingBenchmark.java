package dev.mainstay.benchmarks.samples;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What series cost that ended: every day all pods of a fleet are replaced, so that all of their
 * series end and as many begin.
 *
 * <p>Arguments: an empty folder, series alive at a time, days.
 */
public final class RestingBenchmark {
  private static final int SERVICES = 50;
  private static final int METRICS = 50;
  private static final int SAMPLES = 24;

  private final Path folder;
  private final int alive;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private RestingBenchmark(Path folder, int alive) {
    this.folder = folder;
    this.alive = alive;
  }

  public static void main(String[] args) throws Exception {
    var benchmark = new RestingBenchmark(Path.of(args[0]), Integer.parseInt(args[1]));
    benchmark.run(Integer.parseInt(args[2]));
  }

  private DurableSeriesStore open(SystemScheduler scheduler) {
    Clock clock = () -> now;
    return new DurableSeriesStore(
        folder,
        SeriesLimits.of(2 * alive),
        new Retention(Duration.ofDays(400), Duration.ofDays(400), Duration.ofDays(400)),
        clock,
        scheduler);
  }

  private void run(int days) {
    try (var scheduler = new SystemScheduler()) {
      try (var store = open(scheduler)) {
        for (int day = 1; day <= days; day++) {
          long adding = 0;
          long keeping = 0;
          for (int sample = 0; sample < SAMPLES; sample++) {
            long began = System.nanoTime();
            add(store, day, sample);
            long added = System.nanoTime();
            store.checkpoint();
            adding += added - began;
            keeping += System.nanoTime() - added;
            now = now.plus(Duration.ofHours(1));
          }
          if (day == 1 || day % 5 == 0) {
            report(store, day, adding, keeping);
            queries(store, days);
          }
        }
      }
      long began = System.nanoTime();
      try (var store = open(scheduler)) {
        print("opened in %.1f s: %,d series", seconds(began), store.stats().series());
        queries(store, days);
      }
    }
  }

  private void add(DurableSeriesStore store, int day, int sample) {
    try (SampleBatch batch = store.batch()) {
      for (int i = 0; i < alive; i++) {
        int service = i % SERVICES;
        int metric = i / SERVICES % METRICS;
        int pod = i / SERVICES / METRICS;
        batch.choose(
            null,
            Labels.of(
                "metric_" + metric + "_total",
                "service",
                "service-" + service,
                "namespace",
                "production",
                "pod",
                "service-" + service + "-" + day + "-" + pod,
                "code",
                "200"));
        batch.add(now.toEpochMilli(), sample);
      }
      batch.commit();
    }
  }

  private void report(DurableSeriesStore store, int day, long adding, long keeping) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    print(
        "day %d: %,d series awake, %,d at rest; heap %,d MB, disk %,d MB;"
            + " %,.0f samples/s, checkpoints of the day %.1f s",
        day,
        store.stats().series(),
        store.stats().resting(),
        heap >> 20,
        store.stats().diskBytes() >> 20,
        (double) alive * SAMPLES / adding * 1e9,
        keeping / 1e9);
  }

  private void queries(DurableSeriesStore store, int days) {
    var one = List.of(Matcher.metric("metric_1_total"), Matcher.equal("service", "service-1"));
    for (Duration back : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(days))) {
      long from = now.minus(back).toEpochMilli();
      int found = 0;
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long began = System.nanoTime();
        List<? extends StoredSeries> selected = store.select(one, from, now.toEpochMilli());
        best = Math.min(best, System.nanoTime() - began);
        found = selected.size();
      }
      print("  one metric of one service, %s: %,d series in %.1f ms", back, found, best / 1e6);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
