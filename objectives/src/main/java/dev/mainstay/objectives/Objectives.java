package dev.mainstay.objectives;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.ScrapeListener;
import dev.mainstay.telemetry.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine: counts good and bad events from scrapes and tells how each promise stands. */
public final class Objectives implements ScrapeListener, AutoCloseable {

  public Objectives(Clock clock, Scheduler scheduler, ObjectivesStore store) {}

  /** Takes a plan live. What can be kept of the objectives watched so far is kept. */
  public void apply(ObjectivesPlan plan) {}

  /** Restores what was saved and begins to save every 10 s. Idempotent. */
  public void start() {}

  /** Saves and stops. Idempotent. */
  @Override
  public void close() {}

  @Override
  public void scraped(Scrape scrape) {}

  @Override
  public void gone(Target target, Instant at) {}

  /** How every objective of the service stands now, in the design's order. */
  public List<ObjectiveStatus> statuses(String service) {
    return List.of();
  }

  public Optional<ObjectiveStatus> status(String service, String name) {
    return statuses(service).stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
