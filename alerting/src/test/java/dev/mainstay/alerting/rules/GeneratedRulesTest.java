package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.GeneratedRules.Options;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GeneratedRulesTest {
  private static final String SLOTH =
      """
      version: "prometheus/v1"
      service: shop
      labels: { owner: web }
      slos:
      - name: availability
        objective: 99.9
        labels: { tier: "1" }
        sli:
          events:
            error_query: sum(rate(errors_total[{{.window}}]))
            total_query: sum(rate(requests_total[{{ .window }}]))
        alerting:
          name: ShopFails
          labels: { category: availability }
          page_alert: { labels: { severity: page } }
          ticket_alert: { disable: true }
      """;
  private static final String PYRRA =
      """
      apiVersion: pyrra.dev/v1alpha1
      kind: ServiceLevelObjective
      metadata:
        name: api-errors
        labels: { pyrra.dev/team: web, other: x }
      spec:
        target: "99"
        window: 2w
        indicator:
          ratio:
            errors: { metric: 'http_requests_total{job="api",code=~"5.."}' }
            total: { metric: 'http_requests_total{job="api"}' }
            grouping: [route]
      """;

  private static GeneratedRules of(String text) {
    return of(text, Options.DEFAULT);
  }

  private static GeneratedRules of(String text, Options options) {
    return GeneratedRules.of(
        List.of(new SourceText("slo.yaml", text)), options, Dialect.PROMETHEUS_3);
  }

  private static List<String> names(GeneratedRules rules) {
    return rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .map(Rule::name)
        .toList();
  }

  private static Rule rule(GeneratedRules rules, String name) {
    return rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void asks(Rule rule, String expr) {
    assertThat(Promql.print(rule.expr()))
        .isEqualTo(Promql.print(Promql.parse(expr, Dialect.PROMETHEUS_3)));
  }

  @Test
  void slothMakesThreeGroups() {
    GeneratedRules rules = of(SLOTH);
    assertThat(rules.problems()).isEmpty();
    assertThat(rules.groups())
        .extracting(RuleGroup::name)
        .containsExactly(
            "sloth-slo-sli-recordings-shop-availability",
            "sloth-slo-meta-recordings-shop-availability",
            "sloth-slo-alerts-shop-availability");
    assertThat(names(rules))
        .containsExactly(
            "slo:sli_error:ratio_rate5m",
            "slo:sli_error:ratio_rate30m",
            "slo:sli_error:ratio_rate1h",
            "slo:sli_error:ratio_rate2h",
            "slo:sli_error:ratio_rate6h",
            "slo:sli_error:ratio_rate1d",
            "slo:sli_error:ratio_rate3d",
            "slo:sli_error:ratio_rate30d",
            "slo:objective:ratio",
            "slo:error_budget:ratio",
            "slo:time_period:days",
            "slo:current_burn_rate:ratio",
            "slo:period_burn_rate:ratio",
            "slo:period_error_budget_remaining:ratio",
            "sloth_slo_info",
            "ShopFails");
    Rule ratio = rule(rules, "slo:sli_error:ratio_rate30m");
    asks(ratio, "(sum(rate(errors_total[30m]))) / (sum(rate(requests_total[30m])))");
    assertThat(((RecordingRule) ratio).labels())
        .isEqualTo(
            Map.of(
                "owner", "web",
                "tier", "1",
                "sloth_id", "shop-availability",
                "sloth_service", "shop",
                "sloth_slo", "availability",
                "sloth_window", "30m"));
    asks(rule(rules, "slo:objective:ratio"), "vector(0.9990000000000001)");
    assertThat(((RecordingRule) rule(rules, "sloth_slo_info")).labels())
        .containsEntry("sloth_objective", "99.9")
        .containsEntry("sloth_spec", "prometheus/v1");
  }

  @Test
  void theTextIsARuleFileThatSaysTheSame() {
    for (String text : List.of(SLOTH, PYRRA)) {
      GeneratedRules made = of(text);
      RuleFiles read =
          RuleFiles.read(List.of(new SourceText("rules.yml", made.text())), Dialect.PROMETHEUS_3);
      assertThat(read.problems()).isEmpty();
      assertThat(read.groups()).hasSameSizeAs(made.groups());
      for (int i = 0; i < made.groups().size(); i++) {
        RuleGroup one = made.groups().get(i);
        RuleGroup other = read.groups().get(i);
        assertThat(other.name()).isEqualTo(one.name());
        assertThat(other.interval()).isEqualTo(one.interval());
        assertThat(other.rules())
            .extracting(Rule::identity)
            .isEqualTo(one.rules().stream().map(Rule::identity).toList());
        assertThat(other.rules())
            .extracting(Rule::expr)
            .isEqualTo(one.rules().stream().map(Rule::expr).toList());
      }
    }
  }

  @Test
  void specificationsAreRuleFilesWhereRulesAreRead() {
    RuleFiles read =
        RuleFiles.read(List.of(new SourceText("slo.yaml", PYRRA)), Dialect.PROMETHEUS_3);
    assertThat(read.problems()).isEmpty();
    assertThat(read.groups())
        .extracting(RuleGroup::key)
        .containsExactly("slo.yaml;api-errors-increase", "slo.yaml;api-errors");
  }

  @Test
  void periodAndLabelsAreThoseOfTheCommandLine() {
    var options =
        new Options(Duration.ofDays(28), new TreeMap<>(Map.of("cmd", "x", "owner", "y")), false);
    GeneratedRules rules = of(SLOTH, options);
    assertThat(names(rules)).contains("slo:sli_error:ratio_rate4w");
    assertThat(((RecordingRule) rule(rules, "slo:time_period:days")).labels())
        .containsEntry("cmd", "x")
        .containsEntry("owner", "web");
    assertThat(rule(rules, "ShopFails").query()).contains("> (13.44 * ");
  }

  @Test
  void pyrraMakesTheSeriesThatItsReadmeLists() {
    GeneratedRules rules = of(PYRRA);
    assertThat(names(rules))
        .containsExactly(
            "http_requests:increase2w",
            "SLOMetricAbsent",
            "http_requests:burnrate3m",
            "http_requests:burnrate15m",
            "http_requests:burnrate30m",
            "http_requests:burnrate1h",
            "http_requests:burnrate3h",
            "http_requests:burnrate12h",
            "http_requests:burnrate2d",
            "ErrorBudgetBurn",
            "ErrorBudgetBurn",
            "ErrorBudgetBurn",
            "ErrorBudgetBurn");
    assertThat(rules.groups().getFirst().interval()).isEqualTo(Duration.ofSeconds(90));
    asks(
        rule(rules, "http_requests:increase2w"),
        "sum by (code, route) (increase(http_requests_total{job=\"api\"}[2w]))");
    Rule rate = rule(rules, "http_requests:burnrate3m");
    asks(
        rate,
        "sum by (route) (rate(http_requests_total{job=\"api\",code=~\"5..\"}[3m]))"
            + " / sum by (route) (rate(http_requests_total{job=\"api\"}[3m]))");
    assertThat(((RecordingRule) rate).labels())
        .isEqualTo(Map.of("job", "api", "slo", "api-errors", "team", "web"));
    var alert = (AlertingRule) rule(rules, "ErrorBudgetBurn");
    asks(
        alert,
        "http_requests:burnrate3m{job=\"api\",slo=\"api-errors\"} > (14 * (1-0.99))"
            + " and http_requests:burnrate30m{job=\"api\",slo=\"api-errors\"} > (14 * (1-0.99))");
    assertThat(alert.pendingFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(of(PYRRA).text())
        .contains("exhaustion: \"1d\"", "long: \"30m\"", "short: \"3m\"", "severity: critical");
  }

  @Test
  void pluginsAreRefusedWithAReason() {
    String plugin =
        SLOTH.replaceFirst("(?s)events:.*?alerting:", "plugin: { id: x/y }\n  alerting:");
    tells(plugin, "9:5 sli: a plugin is a program of Sloth");
    String chain = SLOTH.replace("slos:", "slo_plugins: { chain: [{ id: x }] }\nslos:");
    tells(chain, "4:1 slo_plugins: plugins are programs of Sloth");
  }

  @Test
  void mistakesAreToldAtTheirPlaces() {
    tells(
        SLOTH.replace("[{{.window}}]", "[{{.windows}}]"),
        "10:42 error_query: a template other than {{.window}}");
    tells(SLOTH.replace("errors_total[", "errors_total{["), "10:42 unexpected");
    tells(SLOTH.replace("objective: 99.9", "objective: 999"), "6:14 objective: '999'");
    tells(SLOTH.replace("tier:", "9tier:"), "7:13 labels: name");
    tells(
        SLOTH.replace("objective:", "objektive:"),
        "5:3 objective: missing",
        "6:3 unknown key 'objektive'");
    tells(
        PYRRA.replace("window: 2w", "window: 1d"), "8:11 window: 1d (expected: 2d19h12m or more)");
    tells(PYRRA.replace("api\"}'", "api\"}[5m]'"), "12:24 metric: 'http_requests_total");
    tells(PYRRA + "---\n" + PYRRA, "18:9 group 'api-errors-increase' is made twice");
    tells(SLOTH + "---\nkind: Pod\n", "18:1 Pod (expected");
  }

  private static void tells(String text, String... beginnings) {
    List<Problem> problems = of(text).problems();
    assertThat(problems).hasSameSizeAs(beginnings);
    for (int i = 0; i < beginnings.length; i++) {
      Place place = Objects.requireNonNull(problems.get(i).place());
      String told = place.line() + ":" + place.column() + " " + problems.get(i).message();
      assertThat(told).startsWith(beginnings[i]);
    }
  }
}
