package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFilesTest {
  private static RuleFiles read(String text) {
    return RuleFiles.read(List.of(new SourceText("rules.yml", text)), Dialect.PROMETHEUS_3);
  }

  /** Code, line:column and message of each problem. */
  private static List<String> told(String text) {
    return read(text).problems().stream().map(RuleFilesTest::told).toList();
  }

  private static String told(Problem problem) {
    Place place = problem.place();
    return problem.code()
        + (place == null ? "" : " " + place.line() + ":" + place.column() + "+" + place.length())
        + " "
        + problem.message();
  }

  @Test
  void everythingIsRead() {
    RuleFiles files =
        read(
            """
            groups:
            - name: first
              interval: 30s
              limit: 5
              query_offset: 1m
              labels: { team: pay, severity: none }
              rules:
              - record: job:up:sum
                expr: sum by (job) (up)
                labels: { source: rules }
              - alert: Down
                expr: up == 0
                for: 5m
                keep_firing_for: 10m
                labels: { severity: page }
                annotations: { summary: "{{ $labels.job }} is down" }
            - name: second
            """);

    assertThat(files.problems()).isEmpty();
    RuleGroup first = files.groups().getFirst();
    assertThat(first.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(first.limit()).isEqualTo(5);
    assertThat(first.queryOffset()).isEqualTo(Duration.ofMinutes(1));
    assertThat(first.rules().getFirst())
        .isInstanceOfSatisfying(
            RecordingRule.class,
            rule ->
                assertThat(rule.labels())
                    .containsEntry("source", "rules")
                    .containsEntry("team", "pay"));
    assertThat(first.rules().getLast())
        .isInstanceOfSatisfying(
            AlertingRule.class,
            rule -> {
              assertThat(rule.pendingFor()).isEqualTo(Duration.ofMinutes(5));
              assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(10));
              assertThat(rule.labels().get("severity")).hasToString("page");
              assertThat(rule.labels().get("team")).hasToString("pay");
            });
    assertThat(files.groups().getLast().rules()).isEmpty();
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() {
    assertThat(
            told(
                """
                groups:
                - name: a
                  interval: often
                  rulez: []
                  rules:
                  - record: r
                    expr: sum(rate(x[5m])
                    for: 5m
                  - alert: A
                    expr: x > 1
                    for: 1x
                    labels: { __name__: y }
                    annotations:
                      summary: "of {{ $labels.job } now"
                  - alert: B
                    record: b
                    expr: x
                  - expr: x
                  - alert: C
                - name: a
                """))
        .containsExactly(
            "MS-F007 3:13+5 interval: 'often' (expected: a duration such as 30s, 5m, 1h30m or 0)",
            "MS-F004 4:3+5 unknown key 'rulez'",
            "MS-F014 7:25+1 unclosed left parenthesis",
            "MS-F008 8:5+3 for: not for a recording rule",
            "MS-F007 11:10+2 for: '1x' (expected: a duration such as 30s, 5m, 1h30m or 0)",
            "MS-F007 12:15+8 label __name__: is the metric's name (expected: another label)",
            "MS-F015 14:35+1 summary: unexpected RIGHT CURLY BRACKET '}' in an action",
            "MS-F008 15:5+5 a rule with record and alert (expected: one of them)",
            "MS-F008 18:5+4 a rule without record or alert (expected: one of them)",
            "MS-F005 19:5+5 expr: missing (expected: an expression)",
            "MS-F002 20:9+1 group 'a' is there twice in this file");
  }

  @Test
  void errorsInExpressionsArePointedAtInBlocks() {
    assertThat(
            told(
                """
                groups:
                - name: a
                  rules:
                  - record: literal
                    expr: |
                      sum(x)
                        + rate(y)
                  - record: folded
                    expr: >-
                      sum(x)
                      + rate(y)
                  - record: quoted
                    expr: 'label_replace(x, "a", "$1", "b", ''(.*)'') + rate(y)'
                  - record: escaped
                    expr: "label_replace(x, \\"a\\", \\"$1\\", \\"b\\", \\"(.*)\\") + rate(y)"
                  - record: plain
                    expr: sum(x) + rate(y)
                """))
        .allMatch(each -> each.contains("expected type range vector in call to function \"rate\""))
        .extracting(each -> each.split(" ")[1])
        .containsExactly("7:16+1", "11:14+1", "13:62+1", "15:68+1", "17:25+1");
  }

  @Test
  void groupsWithErrorsAreLeftOutAndTheOthersStay() {
    RuleFiles files =
        read(
            """
            groups:
            - name: bad
              rules: [{ record: r, expr: "sum(" }]
            - name: good
              rules: [{ record: r, expr: sum(x) }]
            """);

    assertThat(files.hasErrors()).isTrue();
    assertThat(files.groups()).extracting(RuleGroup::name).containsExactly("good");
  }

  @Test
  void twiceTheSameRuleIsAWarning() {
    assertThat(
            told(
                """
                groups:
                - name: a
                  rules:
                  - { record: r, expr: x }
                  - { record: r, expr: y, labels: { a: b } }
                  - { record: r, expr: z }
                  - { alert: A, expr: z, labels: { alertname: other } }
                """))
        .containsExactly(
            "MS-F017 6:15+1 record 'r' is there twice with the same labels",
            "MS-F017 7:36+9 label alertname: is overwritten");
  }

  @Test
  void anchorsAndMergedKeysAreUnderstood() {
    RuleFiles files =
        read(
            """
            groups:
            - name: a
              rules:
              - &base
                alert: A
                expr: x > 1
                for: 5m
              - <<: *base
                alert: B
            """);

    assertThat(files.problems()).isEmpty();
    assertThat(files.groups().getFirst().rules()).extracting(Rule::name).containsExactly("A", "B");
    assertThat(((AlertingRule) files.groups().getFirst().rules().getLast()).pendingFor())
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void aliasesCannotGrowForEver() {
    var text = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
    for (int i = 1; i < 12; i++) {
      text.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(9));
      text.append("]\n");
    }
    assertThat(told(text.toString())).hasSize(1).first().asString().contains("values");
  }

  @Test
  void brokenYamlIsToldOnce() {
    assertThat(told("groups:\n- name: a\n\trules: []\n"))
        .singleElement()
        .asString()
        .startsWith("MS-F001 3:1");
    assertThat(told("groups: []\n---\ngroups: []\n")).singleElement().asString().contains("second");
    assertThat(told("- a\n")).singleElement().asString().contains("MS-F006");
    assertThat(told("")).isEmpty();
  }
}
