package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The exported rules in Prometheus' own engine, over series written for them: each alert fires when
 * its condition holds and not otherwise. A sample every 15 s, an evaluation every 30 s.
 */
class ExportedRulesIT {
  private static final String DESIGN =
      """
      owner: both
      criticality: low
      instances: { min: 2 }
      dependencies: { orders: { kind: database, timeout: 250ms } }
      objectives:
        availability: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
        latency: { of: http, good: duration < 1s, slo: 95 %, over: 6h }
        sold: { good: 'orders_total{status="accepted"}', total: orders_total, slo: 90 %, over: 8h }
      alerts:
        burning: { on: objectives, severity: P1, runbook: book, impact: customers }
        orders-down: { when: dependency orders fails, for: 2m, severity: P0, runbook: book, impact: nobody can order }
        too-few: { when: fewer than 2 ready, for: 1m, severity: P2, runbook: book, impact: one more }
        many: { when: 'rate(http_server_requests_total{status="503"}) > 5/s', for: 0s, severity: P2, runbook: book, impact: errors }
      """;

  @TempDir private Path folder;
  private final StringBuilder series = new StringBuilder();
  private final StringBuilder alerts = new StringBuilder();
  private final StringBuilder values = new StringBuilder();

  @BeforeEach
  void exportRules() {
    Designs designs = ExportedDesigns.read(Checked.service("api", DESIGN));
    Tool.write(folder, Exports.of(ExportFormat.PROMETHEUS_RULES, designs));
    // Without these the service has too few instances.
    series("up{job=\"api\",instance=\"a\"}", "1x2400");
    series("up{job=\"api\",instance=\"b\"}", "1x2400");
  }

  private void series(String name, String samples) {
    series.append("  - series: '%s'\n    values: '%s'\n".formatted(name, samples));
  }

  private void requests(String status, String samples) {
    series(
        "http_server_requests_total{job=\"api\",instance=\"a\",status=\"" + status + "\"}",
        samples);
  }

  private void fires(String at, String alert, String labels, String impact) {
    alerts.append(
        """
          - eval_time: %s
            alertname: %s
            exp_alerts:
            - exp_labels: { team: both, service: api, %s }
              exp_annotations: { summary: %s of api, impact: %s, runbook: runbooks/book.md }
        """
            .formatted(at, alert, labels, alert, impact));
  }

  private void silent(String at, String alert) {
    alerts.append(
        "  - eval_time: %s\n    alertname: %s\n    exp_alerts: []\n".formatted(at, alert));
  }

  private void value(String at, String expression, String value) {
    values.append(
        "  - expr: '%s'\n    eval_time: %s\n    exp_samples: [{ labels: '{}', value: %s }]\n"
            .formatted(expression, at, value));
  }

  private Tool.Ran judge() throws IOException {
    Files.writeString(
        folder.resolve("test.yaml"),
        """
        rule_files: [api.rules.yaml]
        evaluation_interval: 30s
        tests:
        - interval: 15s
          input_series:
        %s%s%s\
        """
            .formatted(
                series,
                alerts.isEmpty() ? "" : "  alert_rule_test:\n" + alerts,
                values.isEmpty() ? "" : "  promql_expr_test:\n" + values));
    return Tool.run(folder, "promtool", "test", "rules", "test.yaml");
  }

  private void holds() throws IOException {
    Tool.Ran ran = judge();
    assertThat(ran.exitCode()).as(ran.printed()).isZero();
    assertThat(ran.printed()).contains("SUCCESS");
  }

  @Test
  void aBudgetThatBurnsFastFires() throws IOException {
    requests("200", "0+147x400");
    requests("500", "0+3x400");
    fires("70m", "burning", "severity: P1, objective: availability", "customers");
    holds();
  }

  @Test
  void aBudgetThatLastsIsSilent() throws IOException {
    requests("200", "0+19990x400");
    requests("500", "0+10x400");
    silent("20m", "burning");
    silent("95m", "burning");
    holds();
  }

  @Test
  void fewBadEventsAreSilentAtLowTraffic() throws IOException {
    requests("200", "0+0.05x240 12+0x160");
    requests("500", "0x100 0+1x8 9x300");
    silent("30m", "burning");
    silent("60m", "burning");
    holds();
  }

  @Test
  void aBurnThatEndedIsSilentWhenTheShortWindowsAreOver() throws IOException {
    requests("200", "0+100x40 4000+150x2000");
    requests("500", "0+50x40 2000x2000");
    fires("11m", "burning", "severity: P1, objective: availability", "customers");
    silent("8h", "burning");
    holds();
  }

  @Test
  void errorsOfCallersAreNoErrors() throws IOException {
    requests("200", "0+100x400");
    requests("404", "0+50x400");
    silent("70m", "burning");
    holds();
  }

  @Test
  void slowRequestsBurnTheLatencyBudget() throws IOException {
    String bucket =
        "http_server_request_duration_seconds_bucket{job=\"api\",instance=\"a\",le=\"%s\"}";
    series(bucket.formatted("1.0"), "0+50x400");
    series(bucket.formatted("+Inf"), "0+100x400");
    fires("70m", "burning", "severity: P1, objective: latency", "customers");
    holds();
  }

  @Test
  void eventsWithoutASingleGoodOneAreAllBad() throws IOException {
    series("orders_total{job=\"api\",instance=\"a\",status=\"refused\"}", "0+100x400");
    fires("70m", "burning", "severity: P1, objective: sold", "customers");
    value("70m", "sum(service:slo_errors:ratio_rate5m{objective=\"sold\"})", "1");
    holds();
  }

  @Test
  void theBudgetLeftIsCountedInEvents() throws IOException {
    // 1 % bad of 5 % allowed over six hours, of 10 % allowed over eight hours, which are added up.
    String bucket =
        "http_server_request_duration_seconds_bucket{job=\"api\",instance=\"a\",le=\"%s\"}";
    series(bucket.formatted("1"), "0+99x2400");
    series(bucket.formatted("+Inf"), "0+100x2400");
    series("orders_total{job=\"api\",status=\"accepted\"}", "0+99x2400");
    series("orders_total{job=\"api\",status=\"refused\"}", "0+1x2400");
    value("7h", "sum(round(service:slo_budget_left:ratio{objective=\"latency\"}, 0.001))", "0.8");
    value("9h", "sum(round(service:slo_budget_left:ratio{objective=\"sold\"}, 0.001))", "0.9");
    holds();
  }

  @Test
  void aFailingDependencyFiresAfterItsTime() throws IOException {
    series("dependency_up{job=\"api\",instance=\"a\",dependency=\"orders\"}", "1x40 0x40 1x40");
    series("dependency_up{job=\"api\",instance=\"b\",dependency=\"orders\"}", "1x120");
    silent("9m", "orders-down");
    silent("12m", "orders-down");
    fires("12m30s", "orders-down", "severity: P0, dependency: orders", "nobody can order");
    silent("21m", "orders-down");
    holds();
  }

  @Test
  void anotherServicesDependencyIsNotIts() throws IOException {
    series("dependency_up{job=\"other\",instance=\"a\",dependency=\"orders\"}", "0x120");
    series("dependency_up{job=\"api\",instance=\"a\",dependency=\"bank\"}", "0x120");
    silent("20m", "orders-down");
    holds();
  }

  @Test
  void tooFewAreReady() throws IOException {
    series("service_ready{job=\"api\",instance=\"a\"}", "1x200");
    series("service_ready{job=\"api\",instance=\"b\"}", "1x40 0x60");
    silent("9m", "too-few");
    fires("12m", "too-few", "severity: P2", "one more");
    holds();
  }

  @Test
  void aRateIsComparedStrictly() throws IOException {
    requests("503", "0+75x40 3000+76x60");
    silent("9m", "many");
    fires("14m", "many", "severity: P2", "errors");
    holds();
  }

  @Test
  void aWrongExpectationIsNoticed() throws IOException {
    requests("200", "0+100x400");
    fires("70m", "burning", "severity: P1, objective: availability", "customers");
    assertThat(judge().exitCode()).isEqualTo(1);
  }
}
