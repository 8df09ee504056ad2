package dev.mainstay.telemetry;

import java.time.Instant;

/**
 * Hears of every scrape right after it. Calls are serial within a service and may be concurrent
 * between services; a listener must be quick, for the next scrape of the service waits for it.
 */
@FunctionalInterface
public interface ScrapeListener {
  /** An instance was scraped, or could not be ({@link Scrape#up()} is false). */
  void scraped(Scrape scrape);

  /**
   * An instance is no longer among the service's targets; called once. What it measured last does
   * not hold any more.
   */
  default void gone(Target target, Instant at) {}
}
