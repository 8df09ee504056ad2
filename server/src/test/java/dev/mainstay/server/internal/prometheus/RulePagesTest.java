package dev.mainstay.server.internal.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.QueryParams;
import dev.mainstay.alerting.rules.GroupEvaluation;
import dev.mainstay.alerting.rules.GroupStatus;
import dev.mainstay.alerting.rules.RuleFiles;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.design.SourceText;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulePagesTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");
  private static final String RULES =
      """
      groups:
      - name: first
        interval: 30s
        rules:
        - { record: copy, expr: sum(x)  , labels: { kind: sum } }
        - alert: High
          expr: x>1
          for: 5m
          labels: { severity: page }
          annotations: { summary: "{{ $value }}" }
      - name: second
        rules:
        - { record: bad, expr: x, labels: { a: b } }
      """;

  private final RulePages pages = new RulePages(RulePagesTest::groups, Dialect.PROMETHEUS_3);

  private static List<GroupStatus> groups() {
    var store = new MemorySeriesStore();
    store.append(Labels.of("x", "a", "1"), T, 2);
    store.append(Labels.of("x", "a", "2"), T, 1);
    var engine = new QueryEngine(store, () -> 0, QuerySettings.DEFAULT);
    var groups = new ArrayList<GroupStatus>();
    for (var group :
        RuleFiles.read(List.of(new SourceText("rules.yml", RULES)), Dialect.PROMETHEUS_3)
            .groups()) {
      var evaluation =
          new GroupEvaluation(group, RuleSettings.DEFAULT, engine, store, () -> 0, true);
      evaluation.evaluate(T);
      groups.add(evaluation.status());
    }
    return groups;
  }

  private JsonNode rules(String... parameters) {
    var params = QueryParams.builder();
    for (int i = 0; i < parameters.length; i += 2) {
      params.add(parameters[i], parameters[i + 1]);
    }
    return data(pages.rules(new Parameters(params.build())));
  }

  private static JsonNode data(byte[] answer) {
    return JsonMapper.shared().readTree(new String(answer, StandardCharsets.UTF_8)).get("data");
  }

  private static List<String> names(JsonNode data) {
    var names = new ArrayList<String>();
    for (JsonNode group : data.get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        names.add(rule.get("name").asString());
      }
    }
    return names;
  }

  @Test
  void aRuleIsToldAsPrometheusTellsIt() {
    JsonNode first = rules().get("groups").get(0);
    assertThat(first.get("name").asString()).isEqualTo("first");
    assertThat(first.get("file").asString()).isEqualTo("rules.yml");
    assertThat(first.get("interval").asDouble()).isEqualTo(30);
    assertThat(first.get("rules").get(0).toString())
        .isEqualTo(
            "{\"name\":\"copy\",\"query\":\"sum(x)\",\"labels\":{\"kind\":\"sum\"},"
                + "\"health\":\"ok\",\"evaluationTime\":0.0,"
                + "\"lastEvaluation\":\"2026-03-02T10:00:00Z\",\"type\":\"recording\"}");
    assertThat(first.get("rules").get(1).toString())
        .isEqualTo(
            "{\"state\":\"pending\",\"name\":\"High\",\"query\":\"x > 1\",\"duration\":300.0,"
                + "\"keepFiringFor\":0.0,\"labels\":{\"severity\":\"page\"},"
                + "\"annotations\":{\"summary\":\"{{ $value }}\"},\"alerts\":[{\"labels\":"
                + "{\"a\":\"1\",\"alertname\":\"High\",\"severity\":\"page\"},"
                + "\"annotations\":{\"summary\":\"2\"},\"state\":\"pending\","
                + "\"activeAt\":\"2026-03-02T10:00:00Z\",\"value\":\"2e+00\"}],"
                + "\"health\":\"ok\",\"evaluationTime\":0.0,"
                + "\"lastEvaluation\":\"2026-03-02T10:00:00Z\",\"type\":\"alerting\"}");
    assertThat(rules().get("groups").get(1).get("rules").get(0).toString())
        .contains("\"health\":\"err\",\"lastError\":\"vector contains metrics");
  }

  @Test
  void rulesCanBeChosen() {
    assertThat(names(rules())).containsExactly("copy", "High", "bad");
    assertThat(names(rules("type", "alert"))).containsExactly("High");
    assertThat(names(rules("type", "Record"))).containsExactly("copy", "bad");
    assertThat(names(rules("rule_name[]", "bad", "rule_name[]", "High")))
        .containsExactly("High", "bad");
    assertThat(names(rules("rule_group[]", "second"))).containsExactly("bad");
    assertThat(names(rules("file[]", "other.yml"))).isEmpty();
    assertThat(names(rules("match[]", "{severity=~\"p.*\"}", "match[]", "{a=\"b\"}")))
        .containsExactly("High", "bad");
    assertThat(rules("exclude_alerts", "true", "type", "alert").toString())
        .contains("\"alerts\":[]");
    assertThatThrownBy(() -> rules("type", "both")).hasMessageContaining("not supported value");
    assertThatThrownBy(() -> rules("exclude_alerts", "maybe")).isInstanceOf(ApiError.class);
  }

  @Test
  void groupsComeInPages() {
    JsonNode first = rules("group_limit", "1");
    assertThat(names(first)).containsExactly("copy", "High");
    JsonNode second =
        rules("group_limit", "1", "group_next_token", first.get("groupNextToken").asString());
    assertThat(names(second)).containsExactly("bad");
    assertThat(second.has("groupNextToken")).isFalse();
    assertThatThrownBy(() -> rules("group_limit", "x")).isInstanceOf(ApiError.class);
  }

  @Test
  void alertsAreThoseThatArePendingOrFiring() {
    JsonNode alerts = data(pages.alerts()).get("alerts");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).get("state").asString()).isEqualTo("pending");
  }
}
