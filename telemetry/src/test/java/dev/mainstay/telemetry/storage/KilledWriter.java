package dev.mainstay.telemetry.storage;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.SystemScheduler;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Retention;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Writes until it is killed, and prints what was committed; with a folder for copies, it makes one
 * after the other there and prints before each what had been committed.
 */
final class KilledWriter {
  static final int THREADS = 4;
  static final int SERIES = 50;

  private KilledWriter() {}

  static Labels labels(int thread, int series) {
    return Labels.of("written_total", "thread", "t" + thread, "series", "s" + series);
  }

  static SeriesLimits limits() {
    return SeriesLimits.of(10_000).outOfOrder(Duration.ofMinutes(5)).ahead(Duration.ofDays(1));
  }

  public static void main(String[] args) {
    long start = Long.parseLong(args[1]);
    var committed = new AtomicIntegerArray(THREADS);
    var store =
        new DurableSeriesStore(
            Path.of(args[0]), limits(), Retention.DEFAULT, Clock.system(), new SystemScheduler());
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      Thread.ofPlatform().start(() -> write(store, number, start, committed));
    }
    if (args.length > 2) {
      copy(store, Path.of(args[2]), committed);
      return;
    }
    Thread.ofPlatform()
        .start(() -> {
          while (true) {
            store.checkpoint();
          }
        });
  }

  private static void copy(DurableSeriesStore store, Path folder, AtomicIntegerArray committed) {
    for (int number = 0; ; number++) {
      String name = "copy-" + number;
      System.out.println(name + " " + committed);
      store.backup(folder.resolve(name));
    }
  }

  private static void write(
      DurableSeriesStore store, int thread, long start, AtomicIntegerArray committed) {
    for (int round = 0; ; round++) {
      try (SampleBatch batch = store.batch()) {
        for (int series = 0; series < SERIES; series++) {
          batch.choose(null, labels(thread, series));
          batch.add(start + round, round * 1000.0 + series);
        }
        batch.commit();
      }
      committed.set(thread, round + 1);
      System.out.println(thread + " " + round);
    }
  }
}
