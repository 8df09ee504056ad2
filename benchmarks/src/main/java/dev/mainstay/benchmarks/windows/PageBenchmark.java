package dev.mainstay.benchmarks.windows;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.StoredSeries;
import dev.mainstay.telemetry.storage.DurableSeriesStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to read the next two hours and a quarter, about an hour's block, of a series from
 * the store on disk, as the edge of a long window does once in that time.
 *
 * <p>Arguments: an empty folder, series.
 */
public final class PageBenchmark {
  private static final int SAMPLES = 86_400 / 10;
  private static final long BLOCK = 120 * GeneratedCounter.INTERVAL;

  private PageBenchmark() {}

  public static void main(String[] args) throws Exception {
    int series = Integer.parseInt(args[1]);
    Clock clock = Clock.system();
    long begin = clock.now().toEpochMilli() - SAMPLES * GeneratedCounter.INTERVAL;
    try (var scheduler = new SystemScheduler();
        var store =
            new DurableSeriesStore(
                Path.of(args[0]),
                SeriesLimits.of(series + 1),
                Retention.DEFAULT,
                clock,
                scheduler)) {
      fill(store, series, begin);
      read(store, begin);
    }
  }

  private static void fill(DurableSeriesStore store, int series, long begin) {
    for (int i = 0; i < series; i++) {
      var counter = new GeneratedCounter(i);
      Labels labels = counter.labels();
      try (SampleBatch batch = store.batch()) {
        batch.choose(null, labels);
        for (int sample = 0; sample < SAMPLES; sample++) {
          batch.add(begin + sample * GeneratedCounter.INTERVAL, counter.value(sample));
        }
        batch.commit();
      }
    }
    store.checkpoint();
  }

  private static void read(DurableSeriesStore store, long begin) {
    long end = begin + SAMPLES * GeneratedCounter.INTERVAL;
    List<? extends StoredSeries> all =
        store.select(List.of(Matcher.metric("requests_total")), begin, end);
    for (int round = 0; round < 5; round++) {
      long pages = 0;
      long samples = 0;
      long started = System.nanoTime();
      for (long from = begin; from < end - 4 * BLOCK; from += 8 * BLOCK) {
        for (StoredSeries series : all) {
          SampleCursor cursor = series.samples(from, from + 4 * BLOCK);
          for (int i = 0; i < 120 && cursor.next(); i++) {
            samples++;
          }
          pages++;
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%,d blocks of %d samples: %.1f us each%n",
          pages,
          samples / pages,
          (System.nanoTime() - started) / 1e3 / pages);
    }
  }
}
