package dev.mainstay.telemetry;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;

/** Reads the metrics of every instance of every service, on schedule. */
public final class Scraper implements AutoCloseable {

  public Scraper(
      TargetSource targets, SeriesStore store, Clock clock, Ticker ticker, Scheduler scheduler) {}

  /** Takes a plan live: jobs that did not change go on undisturbed. */
  public void apply(TelemetryPlan plan) {}

  /** Adds a listener, which is called after those added before; add before {@link #start}. */
  public void addListener(ScrapeListener listener) {}

  /** Begins to scrape. Idempotent. */
  public void start() {}

  /** Ends scraping; idempotent. */
  @Override
  public void close() {}
}
