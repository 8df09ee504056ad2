package dev.mainstay.alerting.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.ActiveAlert;
import dev.mainstay.alerting.rules.AlertingRule;
import dev.mainstay.alerting.rules.GeneratedRules;
import dev.mainstay.alerting.rules.GroupEvaluation;
import dev.mainstay.alerting.rules.RuleGroup;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.alerting.rules.RuleStatus;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the rules made of specifications against Debian's promtool: their file is good, and over
 * generated traffic (bursts of errors, restarts, gaps, quiet hours) the same alerts are firing at
 * each minute. {@code -Dmainstay.rules.runs=50 -Dmainstay.rules.seed=7} asks more.
 */
class GeneratedRulesIT {
  private static final int RUNS = Integer.getInteger("mainstay.rules.runs", 3);
  private static final long SEED = Long.getLong("mainstay.rules.seed", 4);
  private static final int MINUTES = Integer.getInteger("mainstay.rules.minutes", 8 * 60);
  private static final Dialect DIALECT = Dialect.PROMETHEUS_2;
  private static final String SPECIFICATIONS =
      """
      version: prometheus/v1
      service: shop
      labels: { team: web }
      slos:
      - name: availability
        objective: 99
        sli:
          events:
            error_query: sum(rate(http_requests_total{job="shop",code=~"5.."}[{{.window}}]))
            total_query: sum(rate(http_requests_total{job="shop"}[{{.window}}]))
        alerting:
          name: ShopFails
          annotations: { runbook: "https://runbooks.example/shop" }
          page_alert: { labels: { severity: critical } }
          ticket_alert: { labels: { severity: warning } }
      - name: up
        objective: 97.5
        sli:
          raw: { error_ratio_query: '1 - avg(avg_over_time(up{job="shop"}[{{.window}}]))' }
        alerting: { name: ShopDown, ticket_alert: { disable: true } }
      ---
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata:
        name: shop-errors
        labels: { pyrra.dev/team: web, app: shop }
        annotations: { pyrra.dev/runbook: "https://runbooks.example/shop" }
      spec:
        target: "99"
        window: 2w
        indicator:
          ratio:
            errors: { metric: 'http_requests_total{job="shop",code=~"5.."}' }
            total: { metric: 'http_requests_total{job="shop"}' }
            grouping: [instance]
      ---
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: { name: shop-latency }
      spec:
        target: "95"
        window: 4w
        alerting: { absentName: ShopIsSilent, severities: { fastBurn: page } }
        indicator:
          latency:
            success: { metric: 'http_duration_seconds_bucket{job="shop",le="0.5"}' }
            total: { metric: 'http_duration_seconds_count{job="shop"}' }
      ---
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: { name: shop-up }
      spec:
        target: "97.5"
        window: 1w
        performanceOverAccuracy: true
        alerting: { name: ShopNotUp }
        indicator: { bool_gauge: { metric: 'up{job="shop"}', grouping: [instance] } }
      """;
  private static final String NATIVE =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata: { name: shop-native }
      spec:
        target: "99.5"
        window: 30d
        indicator:
          latencyNative: { latency: 300ms, total: { metric: 'http_duration_seconds{job="shop"}' } }
      """;

  /** Shorter than Sloth's own, so that the alerts of a few hours come and go. */
  private static final String WINDOWS =
      """
      ---
      apiVersion: sloth.slok.dev/v1
      kind: AlertWindows
      spec:
        sloPeriod: 30d
        page:
          quick: { errorBudgetPercent: 1, shortWindow: 2m, longWindow: 30m }
          slow: { errorBudgetPercent: 2, shortWindow: 15m, longWindow: 90m }
        ticket:
          quick: { errorBudgetPercent: 2.5, shortWindow: 1h, longWindow: 3h }
          slow: { errorBudgetPercent: 5, shortWindow: 3h, longWindow: 36h }
      """;

  @TempDir private Path folder;

  private static GeneratedRules rules(String text, boolean generic) {
    var options = new GeneratedRules.Options(Duration.ofDays(30), new TreeMap<>(), generic);
    GeneratedRules rules =
        GeneratedRules.of(List.of(new SourceText("slos.yaml", text)), options, DIALECT);
    assertThat(rules.problems()).allMatch(problem -> !problem.isError());
    return rules;
  }

  @Test
  void theFilesAreGood() throws IOException {
    var files = new ArrayList<Path>();
    int number = 0;
    for (String text :
        List.of(
            SPECIFICATIONS,
            NATIVE,
            SPECIFICATIONS.replace("2w", "84d"),
            SPECIFICATIONS + WINDOWS)) {
      for (boolean generic : List.of(true, false)) {
        Path file = folder.resolve("rules" + number++ + ".yml");
        files.add(Files.writeString(file, rules(text, generic).text()));
      }
    }
    Promtool verdicts = Promtool.checkRules(files);
    assertThat(files)
        .allSatisfy(file ->
            assertThat(verdicts.of(file)).satisfies(each -> assertThat(each.good()).isTrue()));
  }

  @Test
  void alertsFireAtTheSameMinutes() throws IOException {
    Map<String, GeneratedRules> all =
        Map.of(
            "rules.yml", rules(SPECIFICATIONS, true),
            "windows.yml", rules(SPECIFICATIONS + WINDOWS, true));
    for (var each : all.entrySet()) {
      Files.writeString(folder.resolve(each.getKey()), each.getValue().text());
    }
    var files = new ArrayList<Path>();
    int firing = 0;
    int changes = 0;
    for (int i = 0; i < RUNS; i++) {
      for (var each : all.entrySet()) {
        var traffic = new Traffic(new Random(SEED * 1_000 + i), MINUTES);
        var run = new Run(each.getValue().groups(), traffic);
        String name = "test" + i + "-" + each.getKey();
        files.add(Files.writeString(folder.resolve(name), run.test(each.getKey())));
        firing += run.firing;
        changes += run.changes;
      }
    }
    Promtool theirs = Promtool.testRules(files);

    System.out.printf(
        "%d runs of %d minutes: %d alerts firing at a minute, %d times begun or ended%n",
        RUNS, MINUTES, firing, changes);
    assertThat(files).allSatisfy(file -> assertThat(theirs.of(file).output()).isEqualTo("SUCCESS"));
    assertThat(firing).isGreaterThan(RUNS * 100);
    assertThat(changes).isGreaterThan(RUNS * 5);
  }

  /** Our evaluation at each minute, as what a test file expects of promtool. */
  private static final class Run {
    private final MemorySeriesStore store =
        new MemorySeriesStore(Duration.ofDays(100_000), 1_000_000);
    private final List<GroupEvaluation> groups = new ArrayList<>();
    private final StringBuilder tests = new StringBuilder();
    private final Traffic traffic;
    private final List<RuleGroup> rules;
    private Map<String, List<ActiveAlert>> before = Map.of();
    private int firing;
    private int changes;

    Run(List<RuleGroup> rules, Traffic traffic) {
      this.rules = rules;
      this.traffic = traffic;
      var engine = new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT.with(DIALECT));
      rules.forEach(group ->
          groups.add(
              new GroupEvaluation(
                  group, RuleSettings.DEFAULT, engine, store, Ticker.system(), true)));
      for (int minute = 0; minute < MINUTES; minute++) {
        minute(minute);
      }
    }

    private void minute(int minute) {
      Instant at = Instant.ofEpochSecond(minute * 60L);
      traffic
          .series()
          .forEach((labels, values) -> {
            double value = values[minute];
            if (!Double.isNaN(value)) {
              store.append(SeriesText.labels(labels, DIALECT), at, value);
            }
          });
      Map<String, List<ActiveAlert>> now = new TreeMap<>();
      for (GroupEvaluation group : groups) {
        group.evaluate(at);
        for (RuleStatus rule : group.status().rules()) {
          assertThat(rule.problem()).isNull();
          if (rule.rule() instanceof AlertingRule) {
            now.computeIfAbsent(rule.rule().name(), name -> new ArrayList<>())
                .addAll(
                    rule.alerts().stream()
                        .filter(alert -> alert.state() == ActiveAlert.State.FIRING)
                        .toList());
          }
        }
      }
      now.forEach((name, alerts) -> expect(minute, name, alerts));
      before = now;
    }

    private void expect(int minute, String name, List<ActiveAlert> alerts) {
      firing += alerts.size();
      changes += Math.abs(alerts.size() - before.getOrDefault(name, List.of()).size());
      tests.append("  - {eval_time: %dm, alertname: %s, exp_alerts: [".formatted(minute, name));
      for (ActiveAlert alert : alerts) {
        tests.append("{exp_labels: {");
        alert
            .labels()
            .values()
            .forEach((label, value) -> {
              if (!label.equals("alertname")) {
                tests.append("%s: \"%s\", ".formatted(label, value));
              }
            });
        tests.append("}, exp_annotations: {");
        alert
            .annotations()
            .forEach((key, value) -> tests.append("%s: \"%s\", ".formatted(key, value)));
        tests.append("}}, ");
      }
      tests.append("]}\n");
    }

    String test(String file) {
      String order = rules.stream().map(RuleGroup::name).collect(Collectors.joining(", "));
      var text = new StringBuilder("rule_files: [" + file + "]\ngroup_eval_order: [");
      text.append(order).append("]\ntests:\n- interval: 1m\n  input_series:\n");
      traffic
          .series()
          .forEach((labels, values) ->
              text.append("  - {series: '%s', values: '".formatted(labels))
                  .append(Traffic.text(values))
                  .append("'}\n"));
      return text.append("  alert_rule_test:\n").append(tests).toString();
    }
  }
}
