package dev.mainstay.alerting.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.promql.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTestsTest {
  private static final String RULES =
      """
      groups:
      - name: g
        rules:
        - record: total
          expr: sum(x)
        - alert: High
          expr: total > 3
          for: 2m
          labels: { severity: page }
          annotations: { summary: "total is {{ $value }}" }
      """;

  private static RuleTests run(String text) {
    return RuleTests.run(
        new SourceText("test.yml", text),
        (pattern, test) ->
            pattern.equals("rules.yml") ? List.of(new SourceText("rules.yml", RULES)) : List.of(),
        Dialect.PROMETHEUS_3);
  }

  private static List<String> told(String text) {
    return run(text).problems().stream()
        .map(problem -> problem.code() + " " + problem.place() + " " + problem.message())
        .toList();
  }

  private static final String HEAD =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      tests:
      - name: first
        interval: 1m
        input_series:
        - { series: 'x{a="1"}', values: '1 2+1x3 _ stale 0' }
        - { series: 'x{a="2"}', values: '1x10' }
      """;

  @Test
  void whatHoldsIsQuiet() {
    RuleTests tests =
        run(
            HEAD
                + """
                  alert_rule_test:
                  - eval_time: 3m
                    alertname: High
                  - eval_time: 4m
                    alertname: High
                    exp_alerts:
                    - exp_labels: { severity: page }
                      exp_annotations: { summary: total is 6 }
                  promql_expr_test:
                  - expr: total
                    eval_time: 4m
                    exp_samples: [{ labels: total, value: 6 }]
                  - expr: x
                    eval_time: 6m
                    exp_samples: [{ labels: 'x{a="2"}', value: 1 }]
                  - expr: count_over_time(x{a="1"}[10m])
                    eval_time: 9m
                    exp_samples: [{ labels: '{a="1"}', value: 6 }]
                  - expr: sum(x) / 0
                    eval_time: 9m
                    exp_samples: [{ labels: '{}', value: .inf }]
                """);
    assertThat(tests.problems()).isEmpty();
    assertThat(tests.tests()).isEqualTo(1);
    assertThat(tests.failed()).isZero();
  }

  @Test
  void everyDifferenceIsToldAtItsPlace() {
    assertThat(
            told(
                HEAD
                    + """
                      alert_rule_test:
                      - eval_time: 4m
                        alertname: High
                      - eval_time: 4m
                        alertname: High
                        exp_alerts:
                        - exp_labels: { severity: page }
                          exp_annotations: { summary: total is 7 }
                        - exp_labels: { severity: ticket }
                      promql_expr_test:
                      - expr: total
                        eval_time: 4m
                        exp_samples: [{ labels: total, value: 5 }, { labels: other, value: 1 }]
                      - expr: x
                        eval_time: 0
                    """))
        .containsExactly(
            "MS-F016 test.yml:11:16 alert High at 4m: fires though it is not expected:"
                + " {alertname=\"High\",severity=\"page\"}",
            "MS-F016 test.yml:16:26 alert High at 4m: annotation summary: 'total is 6' (expected:"
                + " 'total is 7')",
            "MS-F016 test.yml:17:7 alert High at 4m: does not fire:"
                + " {alertname=\"High\",severity=\"ticket\"}",
            "MS-F016 test.yml:21:43 total at 4m: total is 6 (expected: 5)",
            "MS-F016 test.yml:21:72 total at 4m: other is not there (expected: 1)",
            "MS-F016 test.yml:22:11 x at 0s: x{a=\"1\"} is 1 (expected: not there)",
            "MS-F016 test.yml:22:11 x at 0s: x{a=\"2\"} is 1 (expected: not there)");
  }

  @Test
  void badFormIsToldAndNothingIsRun() {
    RuleTests tests =
        run(
            """
            rule_files: [rules.yml, missing.yml]
            test: []
            tests:
            - input_series:
              - { series: 'x{a=~"b"}', values: '1 2+3 4' }
              alert_rule_test: [{ eval_time: soon }]
              promql_expr_test: [{ expr: 'sum(' }]
            """);
    assertThat(tests.isUnreadable()).isTrue();
    assertThat(tests.tests()).isZero();
    assertThat(tests.problems())
        .extracting(problem -> problem.message())
        .anyMatch(each -> each.startsWith("unknown key 'test'"))
        .anyMatch(each -> each.startsWith("a matcher of a"))
        .anyMatch(each -> each.startsWith("value '2+3'"))
        .anyMatch(each -> each.startsWith("eval_time: 'soon'"))
        .anyMatch(each -> each.startsWith("alertname: missing"))
        .anyMatch(each -> each.startsWith("rule file 'missing.yml': no such file"));
  }

  @Test
  void nativeHistogramsCanBeWrittenAndExpected() {
    assertThat(
            told(
                """
                tests:
                - input_series:
                  - series: h
                    values: '{{schema:0 count:3 sum:6 buckets:[1 2]}}+{{count:1 sum:2 buckets:[1]}}x2'
                  promql_expr_test:
                  - expr: histogram_count(h)
                    eval_time: 2m
                    exp_samples: [{ labels: '{}', value: 5 }]
                  - expr: h
                    eval_time: 1m
                    exp_samples:
                    - labels: h
                      histogram: '{{schema:0 count:4 sum:8 buckets:[2 2]}}'
                """))
        .isEmpty();
  }

  @Test
  void fuzzyMeansTheLastBit() {
    String text =
        """
        %s
        tests:
        - input_series: [{ series: x, values: '0.1' }, { series: y, values: '0.2' }]
          promql_expr_test:
          - expr: x + on() y
            eval_time: 0m
            exp_samples: [{ value: 0.3 }]
        """;
    assertThat(told(text.formatted(""))).hasSize(1);
    assertThat(told(text.formatted("fuzzy_compare: true"))).isEmpty();
  }
}
