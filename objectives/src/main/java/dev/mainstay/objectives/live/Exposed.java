package dev.mainstay.objectives.live;

import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import dev.mainstay.kernel.Durations;
import dev.mainstay.telemetry.HttpStatus;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the last scrape of each instance tells of one objective of a design: whether its counters
 * are there, and why they cannot be used. Thread-safe.
 */
final class Exposed {
  private static final String REQUESTS = "http_server_requests_total";
  private static final String BUCKETS = "http_server_request_duration_seconds_bucket";

  private final Sli sli;
  private final Map<String, Told> instances = new TreeMap<>();
  private boolean scraped;

  /**
   * What an instance exposes.
   *
   * @param problem why the counters cannot be used, or null
   */
  private record Told(boolean present, @Nullable String problem) {}

  Exposed(Sli sli) {
    this.sli = sli;
  }

  boolean isAbout(Sli other) {
    return sli.equals(other);
  }

  synchronized void scraped(Scrape scrape) {
    if (scrape.up()) {
      scraped = true;
      instances.put(scrape.target().instance(), read(scrape.samples()));
    }
  }

  synchronized void gone(String instance) {
    instances.remove(instance);
  }

  /** Why the counts cannot be trusted, or null. */
  synchronized @Nullable String problem() {
    for (Map.Entry<String, Told> instance : instances.entrySet()) {
      String problem = instance.getValue().problem;
      if (problem != null) {
        return instance.getKey() + ": " + problem;
      }
    }
    return null;
  }

  /** Why there is nothing to count, when there is nothing. */
  synchronized String whyNothing() {
    if (!scraped) {
      return "no instance was scraped yet";
    }
    return instances.values().stream().anyMatch(Told::present)
        ? "no events within the window"
        : "no instance exposes " + needs();
  }

  /** The metric without which there are no events. */
  private String needs() {
    return switch (sli) {
      case Sli.Availability ignored -> REQUESTS;
      case Sli.Latency ignored -> BUCKETS;
      case Sli.Ratio(Selector good, Selector total) -> total.toString();
    };
  }

  private Told read(List<Sample> samples) {
    return switch (sli) {
      case Sli.Availability ignored -> availability(samples);
      case Sli.Latency(Duration threshold) -> latency(samples, Durations.seconds(threshold));
      case Sli.Ratio(Selector good, Selector total) ->
          new Told(
              samples.stream()
                  .map(Sample::labels)
                  .anyMatch(labels -> selects(good, labels) || selects(total, labels)),
              null);
    };
  }

  private static Told availability(List<Sample> samples) {
    boolean present = false;
    for (Sample sample : samples) {
      if (sample.labels().metric().equals(REQUESTS)) {
        if (HttpStatus.of(sample.labels()) < 0) {
          return new Told(
              false,
              "%s has status \"%s\" (expected: a number like 503, or a class like 5xx)"
                  .formatted(REQUESTS, sample.labels().value("status")));
        }
        present = true;
      }
    }
    return new Told(present, null);
  }

  private static Told latency(List<Sample> samples, double wanted) {
    var bounds = new TreeSet<Double>();
    for (Sample sample : samples) {
      if (sample.labels().metric().equals(BUCKETS)) {
        bounds.add(bound(sample.labels().value("le")));
      }
    }
    return bounds.isEmpty() || bounds.contains(wanted)
        ? new Told(!bounds.isEmpty(), null)
        : new Told(
            false, BUCKETS + " has no bucket le=\"" + wanted + "\" (it has: " + bounds + ")");
  }

  private static double bound(String le) {
    try {
      return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static boolean selects(Selector selector, Labels labels) {
    return labels.metric().equals(selector.metric())
        && selector.labels().entrySet().stream()
            .allMatch(label -> labels.value(label.getKey()).equals(label.getValue()));
  }
}
