package dev.mainstay.server.internal.prometheus;

import dev.mainstay.kernel.Clock;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.SeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The instances that are scraped, as their series {@code up} tells. */
public final class TargetPages {
  private static final Duration RECENT = Duration.ofMinutes(5);

  private final SeriesStore store;
  private final Clock clock;

  public TargetPages(SeriesStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  byte[] targets(Parameters parameters) {
    String state = parameters.text("state");
    boolean active = state == null || !state.equals("dropped");
    List<Series> up = active ? recent("up") : List.of();
    Map<Labels, Double> took = new HashMap<>();
    recent("scrape_duration_seconds")
        .forEach(series -> took.put(ofTarget(series), series.value(series.size() - 1)));
    return Answers.success(
        json -> {
          json.writeStartObject();
          json.writeName("activeTargets");
          json.writeStartArray();
          for (Series series : up) {
            if (!series.isStale(series.size() - 1)) {
              target(json, series, took.get(ofTarget(series)));
            }
          }
          json.writeEndArray();
          json.writeName("droppedTargets");
          json.writeStartArray();
          json.writeEndArray();
          json.writeName("droppedTargetCounts");
          json.writeStartObject();
          json.writeEndObject();
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }

  private List<Series> recent(String metric) {
    Instant now = clock.now();
    return store.select(List.of(Matcher.metric(metric)), now.minus(RECENT), now);
  }

  private static Labels ofTarget(Series series) {
    var labels = new TreeMap<>(series.labels().values());
    labels.remove(Labels.NAME);
    return new Labels(labels);
  }

  private static void target(JsonGenerator json, Series series, @Nullable Double took) {
    int last = series.size() - 1;
    boolean up = series.value(last) == 1;
    Labels labels = ofTarget(series);
    String pool = labels.value("service").isEmpty() ? labels.value("job") : labels.value("service");
    json.writeStartObject();
    json.writeName("discoveredLabels");
    json.writeStartObject();
    json.writeEndObject();
    json.writeName("labels");
    json.writeStartObject();
    labels.values().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeStringProperty("scrapePool", pool);
    json.writeStringProperty("scrapeUrl", "");
    json.writeStringProperty("globalUrl", "");
    json.writeStringProperty("lastError", up ? "" : "the last scrape failed");
    json.writeStringProperty("lastScrape", Instant.ofEpochMilli(series.millis(last)).toString());
    json.writeNumberProperty("lastScrapeDuration", took == null ? 0 : took);
    json.writeStringProperty("health", up ? "up" : "down");
    json.writeEndObject();
  }

  /** Mainstay notifies by itself and sends to no Alertmanager. */
  byte[] alertmanagers() {
    return Answers.success(
        json -> {
          json.writeStartObject();
          for (String name : List.of("activeAlertmanagers", "droppedAlertmanagers")) {
            json.writeName(name);
            json.writeStartArray();
            json.writeEndArray();
          }
          json.writeEndObject();
        },
        List.of(),
        List.of());
  }
}
