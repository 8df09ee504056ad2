package dev.mainstay.design.internal.exports.grafana;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Export.ExportedFile;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import dev.mainstay.design.internal.exports.grafana.Panels.Limit;
import dev.mainstay.design.internal.exports.grafana.Panels.Query;
import dev.mainstay.kernel.Durations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Grafana dashboard per service: golden signals, objectives with the budget left, dependencies
 * and saturation, each with the design's own limits drawn in.
 */
public final class Dashboards {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int SCHEMA_VERSION = 39;
  private static final int MAX_UID = 40;
  private static final String RANGE = "[$__rate_interval]";

  private final Service service;
  private final Series series;
  private final Carrier carrier;
  private final Panels panels = new Panels();

  private Dashboards(Service service, Designs designs) {
    this.service = service;
    this.series = new Series(service.name());
    this.carrier = Carrier.of(service, designs);
  }

  public static Export of(Designs designs) {
    return Carrier.all(
        designs.services().stream()
            .map(service -> new Dashboards(service, designs).export())
            .toList());
  }

  private Export export() {
    signals();
    objectives();
    dependencies();
    saturation();
    String uid = "mainstay-" + service.name();
    Yml dashboard =
        Yml.of("uid", uid.length() <= MAX_UID ? uid : uid.substring(0, MAX_UID))
            .with("title", service.name())
            .with(
                "description",
                service.summary()
                    + "\n\n"
                    + String.join("\n", carrier.head("Dashboard of " + service.name())))
            .with("tags", List.of("mainstay", service.owner()))
            .with("schemaVersion", SCHEMA_VERSION)
            .with("editable", false)
            .with("timezone", "browser")
            .with("refresh", "30s")
            .with("time", Yml.of("from", "now-6h").with("to", "now"))
            .with(
                "templating",
                Yml.of(
                    "list",
                    List.of(
                        Yml.of("name", "datasource")
                            .with("label", "Prometheus")
                            .with("type", "datasource")
                            .with("query", "prometheus"))))
            .with("annotations", Yml.of("list", List.of()))
            .with("panels", panels.all());
    var file =
        new ExportedFile(
            service.name() + ".dashboard.json", JSON.writeValueAsString(dashboard) + "\n");
    return carrier.export(List.of(file));
  }

  private void signals() {
    panels.row("Golden signals");
    String requests = series.of(Series.REQUESTS);
    String failed = series.of(Series.REQUESTS, "status=~\"5..\"");
    String share =
        "(sum(rate(%s%s)) or vector(0)) / sum(rate(%s%s))"
            .formatted(failed, RANGE, requests, RANGE);
    BigDecimal peak = BigDecimal.valueOf(service.traffic().peak().perSecond());
    Limit traffic = new Limit(peak, false);
    carrier.carries("traffic/peak");
    panels.stat(
        "Traffic",
        "Requests per second; red from the peak on.",
        "reqps",
        traffic,
        new Query("sum(rate(%s%s))".formatted(requests, RANGE), ""));
    panels.stat(
        "Errors",
        "Share of requests answered with 5xx.",
        "percentunit",
        errors(),
        new Query(share, ""));
    panels.stat(
        "Latency p99",
        "99 of 100 requests are faster; red from the deadline on.",
        "s",
        deadline(),
        new Query(quantile("0.99"), ""));
    panels.stat(
        "Ready instances",
        "Instances that take traffic; red below the fewest that the design runs.",
        "short",
        new Limit(BigDecimal.valueOf(service.instances().min()), true),
        new Query("sum(%s) or vector(0)".formatted(series.of("service_ready")), ""));
    carrier.carries("instances/min");
    panels.stat(
        "Firing alerts",
        "Alerts of this service that fire now.",
        "short",
        new Limit(BigDecimal.ONE, false),
        new Query(
            "count(ALERTS{service=%s,alertstate=\"firing\"}) or vector(0)"
                .formatted(Series.quoted(service.name())),
            ""));
    panels.stat(
        "Degradation modes",
        "Modes that the service is in now.",
        "short",
        new Limit(BigDecimal.ONE, false),
        new Query(
            "count(max by (mode) (%s) == 1) or vector(0)"
                .formatted(series.of("degradation_mode_active")),
            ""));
    panels.lines(
        "Traffic by status",
        "Requests per second; the line is the peak that it is designed for.",
        "reqps",
        traffic,
        List.of(
            new Query("sum by (status) (rate(%s%s))".formatted(requests, RANGE), "{{status}}")));
    panels.lines(
        "Errors",
        "Share of requests answered with 5xx.",
        "percentunit",
        errors(),
        List.of(new Query(share, "5xx")));
    panels.lines(
        "Latency",
        "The line is the deadline, %s.".formatted(Durations.format(service.http().deadline())),
        "s",
        deadline(),
        List.of(
            new Query(quantile("0.5"), "p50"),
            new Query(quantile("0.95"), "p95"),
            new Query(quantile("0.99"), "p99")));
    carrier.carries("interface/http/deadline");
  }

  private Limit errors() {
    BigDecimal allowed =
        service.objectives().stream()
            .filter(objective -> objective.sli() instanceof Sli.Availability)
            .map(objective -> objective.slo().complement().fraction())
            .findFirst()
            .orElse(new BigDecimal("0.01"));
    return new Limit(allowed, false);
  }

  private Limit deadline() {
    return new Limit(
        BigDecimal.valueOf(service.http().deadline().toMillis()).movePointLeft(3), false);
  }

  private String quantile(String share) {
    return "histogram_quantile(%s, sum by (le) (rate(%s%s)))"
        .formatted(share, series.of(Series.DURATIONS + "_bucket"), RANGE);
  }

  private void objectives() {
    if (service.objectives().isEmpty()) {
      return;
    }
    panels.row("Objectives (from the exported Prometheus rules)");
    for (Objective objective : service.objectives()) {
      carrier.carries("objectives/" + objective.name());
      panels.stat(
          objective.name() + ": budget left",
          "Of the error budget of %s over %s.".formatted(objective.slo(), over(objective)),
          "percentunit",
          new Limit(BigDecimal.ZERO, true),
          new Query("service:slo_budget_left:ratio" + selector(objective), ""));
    }
    for (Objective objective : service.objectives()) {
      String allowed = objective.slo().complement().fraction().toPlainString();
      var queries = new ArrayList<Query>();
      for (String window : List.of("5m", "1h", "6h")) {
        queries.add(
            new Query(
                "service:slo_errors:ratio_rate%s%s / %s"
                    .formatted(window, selector(objective), allowed),
                window));
      }
      panels.lines(
          objective.name() + ": burn rate",
          "1 spends the budget exactly over its window; the line pages.",
          "none",
          new Limit(fastest(objective), false),
          queries);
    }
  }

  private static BigDecimal fastest(Objective objective) {
    var rates = dev.mainstay.design.BurnRate.of(objective);
    return rates.isEmpty() ? BigDecimal.ONE : rates.getFirst().factor().stripTrailingZeros();
  }

  private static String over(Objective objective) {
    return objective.over().calendarMonth()
        ? "the calendar month (here: rolling 30d)"
        : Durations.format(objective.over().length());
  }

  private String selector(Objective objective) {
    return "{service=%s,objective=%s}"
        .formatted(Series.quoted(service.name()), Series.quoted(objective.name()));
  }

  private void dependencies() {
    if (service.dependencies().isEmpty()) {
      return;
    }
    panels.row("Dependencies");
    for (Dependency dependency : service.dependencies()) {
      panels.stat(
          dependency.name(),
          "1 while it works for every instance.",
          "short",
          new Limit(BigDecimal.ONE, true),
          new Query("min(%s)".formatted(of("dependency_up", dependency)), ""));
    }
    for (Dependency dependency : service.dependencies()) {
      String path = "dependencies/" + dependency.name();
      carrier.carries(path + "/timeout");
      panels.lines(
          dependency.name() + ": calls",
          "Attempts per second, by outcome; rejected ones were not sent.",
          "ops",
          null,
          List.of(
              new Query(
                  "sum by (outcome) (rate(%s%s))"
                      .formatted(of("dependency_calls_total", dependency), RANGE),
                  "{{outcome}}"),
              new Query(
                  "sum(rate(%s%s))".formatted(of("dependency_retries_total", dependency), RANGE),
                  "retries")));
      panels.lines(
          dependency.name() + ": latency",
          "Of one attempt; the line is its timeout, %s."
              .formatted(Durations.format(dependency.timeout())),
          "s",
          new Limit(BigDecimal.valueOf(dependency.timeout().toMillis()).movePointLeft(3), false),
          List.of(
              new Query(
                  "histogram_quantile(0.99, sum by (le) (rate(%s%s)))"
                      .formatted(of("dependency_call_duration_seconds_bucket", dependency), RANGE),
                  "p99")));
      panels.lines(
          dependency.name() + ": breaker",
          "Instances whose breaker is in the state.",
          "short",
          null,
          List.of(
              new Query(
                  "sum by (state) (%s)".formatted(of("dependency_breaker_state", dependency)),
                  "{{state}}")));
    }
  }

  private String of(String metric, Dependency dependency) {
    return series.of(metric, "dependency=" + Series.quoted(dependency.name()));
  }

  private void saturation() {
    panels.row("Saturation");
    var capacity = service.instances().capacity();
    if (capacity != null) {
      carrier.carries("instances/each/capacity");
    } else {
      carrier.note("instances/each/capacity", "not written: no limit is drawn");
    }
    panels.lines(
        "Requests per instance",
        "Requests per second; the line is what one instance carries.",
        "reqps",
        capacity == null ? null : new Limit(BigDecimal.valueOf(capacity.perSecond()), false),
        List.of(
            new Query(
                "sum by (instance) (rate(%s%s))".formatted(series.of(Series.REQUESTS), RANGE),
                "{{instance}}")));
    panels.lines(
        "In flight",
        "Requests being worked on.",
        "short",
        null,
        List.of(new Query(series.of("http_server_in_flight"), "{{instance}}")));
    panels.lines(
        "Processor",
        "Cores in use.",
        "none",
        null,
        List.of(
            new Query(
                "rate(%s%s)".formatted(series.of("process_cpu_seconds_total"), RANGE),
                "{{instance}}")));
    panels.lines(
        "Memory",
        "In use by the virtual machine.",
        "bytes",
        null,
        List.of(new Query(series.of("jvm_memory_used_bytes"), "{{instance}} {{area}}")));
    panels.lines(
        "Threads",
        "Live threads.",
        "short",
        null,
        List.of(new Query(series.of("jvm_threads_current"), "{{instance}}")));
  }
}
