package dev.mainstay.alerting;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.ScrapeListener;
import java.util.List;

/** The engine: judges every service's rules on every scrape and moves its alerts. */
public final class Alerts implements ScrapeListener, AutoCloseable {

  public Alerts(AlertStore store, BurnSource objectives, Clock clock, Scheduler scheduler) {}

  /** Takes a plan live. Alerts whose rules are gone resolve. */
  public void apply(AlertingPlan plan) {}

  /** Restores what was saved, then judges on every scrape and every second. Idempotent. */
  public void start() {}

  /** Stops judging. Idempotent. */
  @Override
  public void close() {}

  @Override
  public void scraped(Scrape scrape) {}

  /** Pending and firing alerts of all services. */
  public List<AlertState> active() {
    return List.of();
  }

  /** Every alert of the service, inactive ones included, in the design's order. */
  public List<AlertState> of(String service) {
    return List.of();
  }

  /** The degradation modes that the service is in. */
  public List<ActiveMode> modes(String service) {
    return List.of();
  }
}
