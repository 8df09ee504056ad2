package dev.mainstay.server.internal.prometheus;

import dev.mainstay.telemetry.TargetState;
import dev.mainstay.telemetry.scrape.ConfiguredScrapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** What is scraped: the instances of the designs' services, and what a configuration names. */
public final class TargetPages {
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Supplier<List<TargetState>> services;
  private final ConfiguredScrapes scrapes;

  /**
   * Pages over targets.
   *
   * @param services the instances that designs name, each in the pool of its service
   */
  public TargetPages(Supplier<List<TargetState>> services, ConfiguredScrapes scrapes) {
    this.services = services;
    this.scrapes = scrapes;
  }

  byte[] targets(Parameters parameters) {
    String text = parameters.text("state");
    String state = text == null ? "any" : text.toLowerCase(Locale.ROOT);
    String pool = parameters.text("scrapePool");
    var active = new ArrayList<TargetState>();
    if (state.equals("any") || state.equals("active")) {
      active.addAll(services.get());
      active.addAll(scrapes.targets());
      active.removeIf(target -> pool != null && !pool.equals(target.pool()));
    }
    var jobs = new ArrayList<>(scrapes.dropped());
    jobs.removeIf(job -> pool != null && !pool.equals(job.job()));
    boolean dropped = state.equals("any") || state.equals("dropped");
    return success(json -> {
      json.writeStartObject();
      json.writeName("activeTargets");
      json.writeStartArray();
      active.forEach(target -> active(json, target));
      json.writeEndArray();
      json.writeName("droppedTargets");
      json.writeStartArray();
      if (dropped) {
        jobs.forEach(job -> dropped(json, job));
      }
      json.writeEndArray();
      json.writeName("droppedTargetCounts");
      json.writeStartObject();
      jobs.forEach(job -> json.writeNumberProperty(job.job(), job.count()));
      json.writeEndObject();
      json.writeEndObject();
    });
  }

  private static void active(JsonGenerator json, TargetState target) {
    json.writeStartObject();
    json.writeName("discoveredLabels");
    Answers.texts(json, target.discovered());
    json.writeName("labels");
    Answers.texts(json, target.labels().values());
    json.writeStringProperty("scrapePool", target.pool());
    json.writeStringProperty("scrapeUrl", target.url());
    json.writeStringProperty("globalUrl", target.url());
    json.writeStringProperty("lastError", target.error());
    json.writeStringProperty(
        "lastScrape", target.at() == null ? NEVER : String.valueOf(target.at()));
    json.writeNumberProperty("lastScrapeDuration", target.took().toNanos() / 1e9);
    json.writeStringProperty("health", target.health().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("scrapeInterval", TargetState.text(target.interval()));
    json.writeStringProperty("scrapeTimeout", TargetState.text(target.timeout()));
    json.writeEndObject();
  }

  private static void dropped(JsonGenerator json, ConfiguredScrapes.Dropped job) {
    for (Map<String, String> discovered : job.discovered()) {
      json.writeStartObject();
      json.writeName("discoveredLabels");
      Answers.texts(json, discovered);
      json.writeStringProperty("scrapePool", job.job());
      json.writeEndObject();
    }
  }

  byte[] pools() {
    var pools = new TreeSet<String>();
    services.get().forEach(target -> pools.add(target.pool()));
    scrapes.dropped().forEach(job -> pools.add(job.job()));
    return success(json -> {
      json.writeStartObject();
      json.writeName("scrapePools");
      Answers.strings(json, pools);
      json.writeEndObject();
    });
  }

  /** Mainstay notifies by itself and sends to no Alertmanager. */
  byte[] alertmanagers() {
    return success(json -> {
      json.writeStartObject();
      for (String name : List.of("activeAlertmanagers", "droppedAlertmanagers")) {
        json.writeName(name);
        json.writeStartArray();
        json.writeEndArray();
      }
      json.writeEndObject();
    });
  }

  private static byte[] success(Answers.Data data) {
    return Answers.success(data, List.of(), List.of());
  }
}
