package dev.mainstay.server.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.server.ScrapeTexts;
import dev.mainstay.server.ServerConfig;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.TargetState;
import dev.mainstay.telemetry.scrape.ConfiguredScrapes;
import dev.mainstay.telemetry.scrape.ScrapeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes by the scrape configuration, and takes a changed one live: whole when it is free of
 * errors, not at all otherwise. Looks at its text every {@value #SECONDS} s.
 */
public final class ScrapeWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScrapeWatch.class);
  private static final int SECONDS = 2;
  private static final int EXEMPLARS = 20_000;

  private final @Nullable Path file;
  private final Exemplars exemplars = new Exemplars(EXEMPLARS);
  private final ConfiguredScrapes scrapes;
  private final Reloads.Of reloads;
  private final Scheduler.Task task;
  private @Nullable String seen;

  /**
   * Begins to scrape.
   *
   * @param metadata takes what targets say of their metrics
   */
  ScrapeWatch(
      ServerConfig config,
      SeriesStore series,
      MetricMetadata metadata,
      Reloads reloads,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler) {
    this.file = config.files().scrapeConfig();
    this.reloads = reloads.of("scrapes", "scrape configuration is");
    scrapes = new ConfiguredScrapes(series, exemplars, metadata, clock, ticker, scheduler);
    if (file == null) {
      task = () -> {};
    } else {
      check(file);
      Path watched = file;
      task =
          scheduler.every(
              Duration.ofSeconds(SECONDS), "watch scrape configuration", () -> check(watched));
    }
  }

  ConfiguredScrapes scrapes() {
    return scrapes;
  }

  Exemplars exemplars() {
    return exemplars;
  }

  /** Lines of Mainstay's own exposition. */
  String metrics() {
    List<TargetState> targets = scrapes.targets();
    long down =
        targets.stream().filter(target -> target.health() == TargetState.Health.DOWN).count();
    return """
    # HELP mainstay_scrape_jobs Jobs of the scrape configuration.
    # TYPE mainstay_scrape_jobs gauge
    mainstay_scrape_jobs %d
    # HELP mainstay_scrape_targets Targets of the scrape configuration.
    # TYPE mainstay_scrape_targets gauge
    mainstay_scrape_targets %d
    # HELP mainstay_scrape_targets_down Targets whose last scrape failed.
    # TYPE mainstay_scrape_targets_down gauge
    mainstay_scrape_targets_down %d
    # HELP mainstay_exemplars Exemplars held in memory.
    # TYPE mainstay_exemplars gauge
    mainstay_exemplars %d
    """
        .formatted(scrapes.config().jobCount(), targets.size(), down, exemplars.size());
  }

  /** Reads the configuration again, changed or not, and gives what keeps it from being live. */
  synchronized List<Problem> reread() {
    if (file == null) {
      return List.of();
    }
    try {
      return take(file, ScrapeTexts.text(file));
    } catch (IOException e) {
      return List.of(ScrapeTexts.unreadable(file, e, "a file with scrape_configs"));
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
    ScrapeConfig.Read read = ScrapeConfig.read(file, now);
    if (read.hasErrors()) {
      reloads.refused(read.problems());
      return read.problems();
    }
    scrapes.apply(read.config());
    for (Problem warning : read.problems()) {
      log.warn("{}: {} ({})", warning.place(), warning.message(), warning.fix());
    }
    reloads.applied(read.config().jobCount() + " jobs of " + file);
    return List.of();
  }

  @Override
  public void close() {
    task.cancel();
    scrapes.close();
  }
}
