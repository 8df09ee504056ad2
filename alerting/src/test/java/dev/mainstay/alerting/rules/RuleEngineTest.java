package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.rules.ActiveAlert.State;
import dev.mainstay.design.SourceText;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.Series;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuleEngineTest {
  private final ManualTime time = new ManualTime();
  private final MemorySeriesStore store = new MemorySeriesStore();
  private final QueryEngine queries = new QueryEngine(store, time, QuerySettings.DEFAULT);
  private RuleEngine engine = engine();

  private RuleEngine engine() {
    return new RuleEngine(
        queries, store, time, time, time, RuleSettings.DEFAULT, RuleListener.NONE);
  }

  private static List<RuleGroup> groups(String text) {
    RuleFiles files =
        RuleFiles.read(List.of(new SourceText("rules.yml", text)), Dialect.PROMETHEUS_3);
    assertThat(files.problems()).isEmpty();
    return files.groups();
  }

  private void run(String text) {
    engine.apply(groups(text));
    engine.start();
  }

  private void put(double value, String metric, String... labels) {
    store.append(Labels.of(metric, labels), time.now(), value);
  }

  /** Values of all series of a metric from old to new; stale ones as {@code stale}. */
  private List<String> values(String metric) {
    var values = new ArrayList<String>();
    for (Series series :
        store.select(
            List.of(Matcher.metric(metric)), time.now().minusSeconds(86_400), time.now())) {
      for (int i = 0; i < series.size(); i++) {
        values.add(series.isStale(i) ? "stale" : "" + series.value(i));
      }
    }
    return values;
  }

  private Instant lastEvaluation() {
    return Objects.requireNonNull(engine.groups().getFirst().lastEvaluation());
  }

  private RuleStatus rule(int index) {
    return engine.groups().getFirst().rules().get(index);
  }

  private static final String COPY =
      "groups: [{ name: g, interval: 10s, rules: [{ record: copy, expr: x }] }]";

  @Test
  void aGroupIsEvaluatedAtItsInterval() {
    run(COPY);
    for (int i = 0; i < 5; i++) {
      put(i, "x");
      time.advance(Duration.ofSeconds(10));
    }
    assertThat(values("copy")).hasSize(5);
    assertThat(engine.groups().getFirst().missed()).isZero();
  }

  @Test
  void theTimesOfAGroupAreTheSameAfterARestart() {
    RuleGroup group = groups(COPY).getFirst();
    Duration offset = RuleEngine.offset(group, Duration.ofSeconds(10));
    assertThat(offset).isBetween(Duration.ZERO, Duration.ofMillis(9999));
    put(1, "x");
    run(COPY);
    time.advance(Duration.ofSeconds(10));
    Instant evaluated = lastEvaluation();
    assertThat(Math.floorMod(evaluated.toEpochMilli(), 10_000L)).isEqualTo(offset.toMillis());
  }

  @Test
  void laterRulesSeeWhatEarlierOnesRecorded() {
    put(2, "x");
    run(
        """
        groups:
        - name: g
          rules:
          - { record: twice, expr: x * 2, labels: { made: by-rule } }
          - { record: four, expr: twice * 2 }
        """);
    time.advance(Duration.ofMinutes(1));
    assertThat(store.latest(List.of(Matcher.metric("four")), time.now()))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isEqualTo(8))
        .satisfies(sample -> assertThat(sample.labels().value("made")).isEqualTo("by-rule"));
  }

  @Test
  void aSeriesThatIsGoneEnds() {
    put(1, "x");
    run("groups: [{ name: g, interval: 1m, rules: [{ record: copy, expr: x > 0 }] }]");
    time.advance(Duration.ofMinutes(1));
    put(0, "x");
    time.advance(Duration.ofMinutes(1));
    assertThat(values("copy")).containsExactly("1.0", "stale");
  }

  @Test
  void theSeriesOfARuleThatIsTakenOutEnd() {
    put(1, "x");
    run(
        """
        groups: [{ name: g, rules: [{ record: a, expr: x }, { record: b, expr: x }] },
                 { name: h, rules: [{ record: c, expr: x }] }]
        """);
    time.advance(Duration.ofMinutes(1));
    engine.apply(groups("groups: [{ name: g, rules: [{ record: a, expr: x }] }]"));
    assertThat(values("c")).containsExactly("1.0", "stale");
    time.advance(Duration.ofMinutes(1));
    assertThat(values("a")).containsExactly("1.0", "1.0");
    assertThat(values("b")).containsExactly("1.0", "stale");
  }

  @Test
  void aRuleThatFailsIsToldAndTheOthersGoOn() {
    put(1, "x", "a", "1");
    put(1, "x", "a", "2");
    run(
        """
        groups:
        - name: g
          limit: 1
          rules:
          - { record: same, expr: "label_replace(x, 'a', '', '', '')", labels: { b: c } }
          - { record: many, expr: x }
          - { record: one, expr: sum(x) }
          - { alert: Many, expr: x }
        """);
    time.advance(Duration.ofMinutes(1));
    assertThat(rule(0).problem()).contains("same labelset");
    assertThat(rule(1).problem()).isEqualTo("exceeded limit of 1 with 2 series");
    assertThat(rule(2).problem()).isNull();
    assertThat(rule(3).problem()).isEqualTo("exceeded limit of 1 with 2 alerts");
    assertThat(rule(3).alerts()).isEmpty();
    assertThat(values("many")).isEmpty();
    assertThat(values("one")).containsExactly("2.0");
  }

  @Test
  void theQueryOffsetMovesBothQuestionAndAnswer() {
    put(1, "x");
    run("groups: [{ name: g, query_offset: 30s, rules: [{ record: copy, expr: x }] }]");
    time.advance(Duration.ofMinutes(2));
    Instant evaluated = lastEvaluation();
    List<Series> copies = store.select(List.of(Matcher.metric("copy")), Instant.EPOCH, time.now());
    Series copy = copies.getFirst();
    assertThat(copy.millis(copy.size() - 1)).isEqualTo(evaluated.minusSeconds(30).toEpochMilli());
  }

  private static final String ALERT =
      """
      groups:
      - name: g
        rules:
        - alert: High
          expr: x > 1
          for: %s
          labels: { severity: "{{ if gt $value 5.0 }}page{{ else }}ticket{{ end }}" }
          annotations: { summary: "{{ $labels.job }} has {{ $value }}" }
      """;

  @Test
  void alertsBecomePendingThenFireAndLeaveTheirSeries() {
    run(ALERT.formatted("2m"));
    time.advance(Duration.ofMinutes(3));
    put(2, "x", "job", "a");
    time.advance(Duration.ofMinutes(1));
    ActiveAlert alert = rule(0).alerts().getFirst();
    assertThat(alert.state()).isEqualTo(State.PENDING);
    assertThat(alert.labels())
        .isEqualTo(
            new Labels(java.util.Map.of("alertname", "High", "job", "a", "severity", "ticket")));
    assertThat(alert.annotations()).containsEntry("summary", "a has 2");
    time.advance(Duration.ofMinutes(2));
    assertThat(rule(0).alerts().getFirst().state()).isEqualTo(State.FIRING);
    assertThat(store.latest(List.of(Matcher.metric("ALERTS")), time.now()))
        .singleElement()
        .satisfies(sample -> assertThat(sample.labels().value("alertstate")).isEqualTo("firing"));
    put(0, "x", "job", "a");
    time.advance(Duration.ofMinutes(1));
    assertThat(rule(0).alerts()).isEmpty();
    assertThat(store.latest(List.of(Matcher.metric("ALERTS")), time.now())).isEmpty();
  }

  /** Evaluates for as long as told with x above the threshold. */
  private void high(int minutes) {
    for (int i = 0; i < minutes; i++) {
      put(2, "x", "job", "a");
      time.advance(Duration.ofMinutes(1));
    }
  }

  private Instant activeAt() {
    return rule(0).alerts().getFirst().activeAt();
  }

  private void restart(Duration down) {
    engine.close();
    time.advance(down);
    engine = engine();
  }

  @Test
  void aRestartDoesNotBeginTheWaitAnew() {
    run(ALERT.formatted("30m"));
    high(10);
    Instant before = activeAt();
    restart(Duration.ofMinutes(5));
    run(ALERT.formatted("30m"));
    high(1);
    assertThat(activeAt()).isAfter(before.plusSeconds(600));
    high(1);
    Duration moved = Duration.between(before, activeAt());
    assertThat(moved).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(9));
  }

  @Test
  void whatWouldFireAtOnceAfterARestartWaitsForTheGrace() {
    run(ALERT.formatted("30m"));
    high(25);
    restart(Duration.ofMinutes(5));
    run(ALERT.formatted("30m"));
    high(2);
    Instant fires = activeAt().plus(Duration.ofMinutes(30));
    assertThat(Duration.between(time.now(), fires))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  void whatFiredBeforeARestartFiresOn() {
    run(ALERT.formatted("15m"));
    high(20);
    Instant before = activeAt();
    assertThat(rule(0).alerts().getFirst().state()).isEqualTo(State.FIRING);
    restart(Duration.ofMinutes(5));
    run(ALERT.formatted("15m"));
    high(3);
    assertThat(activeAt()).isEqualTo(before.minusMillis(before.toEpochMilli() % 1000));
    assertThat(rule(0).alerts().getFirst().state()).isEqualTo(State.FIRING);
  }

  @Test
  void anOldOutageIsNotRestored() {
    run(ALERT.formatted("30m"));
    high(10);
    restart(Duration.ofMinutes(70));
    run(ALERT.formatted("30m"));
    Instant begun = time.now();
    high(3);
    assertThat(activeAt()).isAfterOrEqualTo(begun);
  }

  @Test
  void aChangedFileKeepsWhatItsAlertsKnow() {
    run(ALERT.formatted("30m"));
    high(5);
    Instant before = activeAt();
    engine.apply(groups(ALERT.formatted("3m")));
    assertThat(activeAt()).isEqualTo(before);
    high(1);
    assertThat(rule(0).alerts().getFirst().state()).isEqualTo(State.FIRING);
  }
}
