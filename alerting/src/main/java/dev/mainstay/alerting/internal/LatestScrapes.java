package dev.mainstay.alerting.internal;

import dev.mainstay.telemetry.Sample;
import dev.mainstay.telemetry.Scrape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each instance of one service measured last, reduced to the metrics that rules ask for. Not
 * thread-safe.
 */
public final class LatestScrapes {
  private final Map<String, Latest> byInstance = new TreeMap<>();

  /**
   * One instance's last scrape.
   *
   * @param samples by metric name
   * @param before the last successful scrape before this one, or null
   */
  public record Latest(
      Instant at, boolean up, Map<String, List<Sample>> samples, @Nullable Latest before) {
    /** The samples of a metric. */
    public List<Sample> of(String metric) {
      return samples.getOrDefault(metric, List.of());
    }
  }

  /** Takes in a scrape, keeping only {@code metrics}. */
  public void add(Scrape scrape, Set<String> metrics) {
    Latest previous = byInstance.get(scrape.target().instance());
    Latest before = previous == null ? null : previous.up() ? previous : previous.before();
    byInstance.put(
        scrape.target().instance(),
        new Latest(
            scrape.at(),
            scrape.up(),
            reduce(scrape.samples(), metrics),
            before == null ? null : new Latest(before.at(), true, before.samples(), null)));
  }

  private static Map<String, List<Sample>> reduce(List<Sample> samples, Set<String> metrics) {
    var kept = new HashMap<String, List<Sample>>();
    for (Sample sample : samples) {
      String metric = sample.labels().metric();
      if (metrics.contains(metric)) {
        kept.computeIfAbsent(metric, name -> new ArrayList<>()).add(sample);
      }
    }
    return kept;
  }

  /** Forgets an instance. */
  public void remove(String instance) {
    byInstance.remove(instance);
  }

  /** The instances that were up when last scraped, not longer than {@code freshFor} ago. */
  public List<Latest> up(Instant now, Duration freshFor) {
    return byInstance.values().stream()
        .filter(latest -> latest.up() && !latest.at().plus(freshFor).isBefore(now))
        .toList();
  }
}
