package dev.mainstay.store;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Ticker;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Prints the figures of docs/decisions/0002-store.md: time to open in a fresh process, durable
 * transactions per second by number of callers, entries verified per second, bytes per entry.
 */
final class StoreFigures {
  private StoreFigures() {}

  record Thing(String id, String text) {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Ticker ticker = Ticker.system();
    LoggerFactory.getLogger(StoreFigures.class).info("started, so that this is not counted");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = ticker.nanos();
    long computing = threads.getCurrentThreadCpuTime();
    Database database = Database.open(folder, Clock.system());
    say(
        "open %.0f ms, of which %.0f ms computing",
        ticker.since(start).toNanos() / 1e6, (threads.getCurrentThreadCpuTime() - computing) / 1e6);
    start = ticker.nanos();
    var things =
        new Documents<>(
            database,
            new Kind<>("thing", Thing.class, Thing::id, thing -> "", thing -> "", thing -> 0));
    database.change().put(things, new Thing("first", "x")).append(List.of(Facts.of(0))).commit();
    say("first save %.0f ms", ticker.since(start).toNanos() / 1e6);
    if (arguments.length > 1) {
      int total = Integer.parseInt(arguments[1]);
      for (int callers : new int[] {1, 8, 64, 64, 256}) {
        measure(database, things, ticker, callers, total);
      }
      start = ticker.nanos();
      Verification verification = database.journal().verify();
      double seconds = ticker.since(start).toNanos() / 1e9;
      long entries = database.journal().last();
      say("%s: %.0f entries verified a second", verification, entries / seconds);
      database.close();
      long bytes = Files.size(folder.resolve("mainstay.db"));
      say("%d entries, %d bytes in all", entries, bytes);
    } else {
      database.close();
    }
  }

  private static void measure(
      Database database, Documents<Thing> things, Ticker ticker, int callers, int total)
      throws InterruptedException {
    long start = ticker.nanos();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        int number = caller;
        executor.execute(() -> {
          for (int i = 0; i < total / callers; i++) {
            database
                .change()
                .put(things, new Thing("thing-" + number, "text ".repeat(40)))
                .append(List.of(Facts.of(i)))
                .commit();
          }
        });
      }
      executor.shutdown();
      executor.awaitTermination(5, TimeUnit.MINUTES);
    }
    double seconds = ticker.since(start).toNanos() / 1e9;
    say("%d callers: %.0f durable transactions a second", callers, total / seconds);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
