package dev.mainstay.server.internal;

import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.server.ScrapeTexts;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.server.internal.prometheus.Stores;
import dev.mainstay.telemetry.query.QueryLimits;
import dev.mainstay.telemetry.remote.RemoteStore;
import dev.mainstay.telemetry.remote.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stores elsewhere that the server was told of, and takes a changed file of them live:
 * whole when it is free of errors, not at all otherwise. Looks at its text every {@value #SECONDS}
 * s.
 */
public final class StoreWatch implements AutoCloseable {
  private static final int SECONDS = 2;

  private final ServerConfig.Asking asking;
  private final @Nullable Path file;
  private final Stores stores;
  private final Reloads.Of reloads;
  private final Scheduler.Task task;
  private @Nullable String seen;

  StoreWatch(ServerConfig config, Reloads reloads, Ticker ticker, Scheduler scheduler) {
    this.asking = config.asking();
    this.file = config.files().stores();
    this.reloads = reloads.of("stores", "file of stores is");
    stores =
        new Stores(store ->
            new RemoteStore(store, asking.dialect(), QueryLimits.DEFAULT.timeout(), ticker));
    stores.apply(named(asking));
    if (file == null) {
      task = () -> {};
    } else {
      check(file);
      Path watched = file;
      task = scheduler.every(Duration.ofSeconds(SECONDS), "watch stores", () -> check(watched));
    }
  }

  /** What is wrong with the file of stores now. */
  public static List<Problem> problems(ServerConfig config) {
    Path file = config.files().stores();
    if (file == null) {
      return List.of();
    }
    try {
      return read(file, ScrapeTexts.text(file), config.asking()).problems();
    } catch (IOException e) {
      return List.of(ScrapeTexts.unreadable(file, e, "a file with stores"));
    }
  }

  private static List<StoreConfig> named(ServerConfig.Asking asking) {
    return asking.stores().entrySet().stream()
        .map(store -> new StoreConfig(store.getKey(), store.getValue()))
        .toList();
  }

  /** The stores of the text beside those of the command. */
  private static StoreConfig.Read read(Path file, String text, ServerConfig.Asking asking) {
    StoreConfig.Read read = StoreConfig.read(file, text);
    var all = new ArrayList<>(named(asking));
    all.addAll(read.stores());
    var problems = new ArrayList<>(read.problems());
    for (StoreConfig store : read.stores()) {
      if (asking.stores().containsKey(store.name())) {
        problems.add(
            Problem.error(
                "MS-X001",
                "store " + store.name() + ": in " + file + " and as --store",
                null,
                "keep one of the two"));
      }
    }
    return new StoreConfig.Read(all, problems);
  }

  Stores stores() {
    return stores;
  }

  /** Reads the file again, changed or not, and gives what keeps it from being live. */
  synchronized List<Problem> reread() {
    if (file == null) {
      return List.of();
    }
    try {
      return take(file, ScrapeTexts.text(file));
    } catch (IOException e) {
      return List.of(ScrapeTexts.unreadable(file, e, "a file with stores"));
    }
  }

  private synchronized void check(Path file) {
    String now;
    try {
      now = ScrapeTexts.text(file);
    } catch (IOException e) {
      // While an editor replaces a file it may be missing for a moment.
      return;
    }
    if (!now.equals(seen)) {
      take(file, now);
    }
  }

  private List<Problem> take(Path file, String now) {
    seen = now;
    StoreConfig.Read read = read(file, now, asking);
    if (read.hasErrors()) {
      reloads.refused(read.problems());
      return read.problems();
    }
    stores.apply(read.stores());
    reloads.applied(read.stores().size() + " stores");
    return List.of();
  }

  @Override
  public void close() {
    task.cancel();
    stores.close();
  }
}
