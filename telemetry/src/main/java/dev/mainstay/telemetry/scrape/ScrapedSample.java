package dev.mainstay.telemetry.scrape;

import dev.mainstay.telemetry.NativeHistogram;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample as it is exposed.
 *
 * @param labels with the metric's name; empty values are kept, since they may hide a target's label
 * @param histogram in place of the value, or null
 * @param millis that it carries, or {@link #NO_TIME}
 */
record ScrapedSample(
    Map<String, String> labels,
    double value,
    @Nullable NativeHistogram histogram,
    long millis,
    List<Exemplar> exemplars) {
  static final long NO_TIME = Long.MIN_VALUE;

  /** An observation that was kept as an example. */
  record Exemplar(Map<String, String> labels, double value, long millis) {}
}
