/** Scraping by a configuration in Prometheus' format: discovery, relabelling, targets. */
@NullMarked
package dev.mainstay.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
