package dev.mainstay.alerting.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.MemoryAlertStore;
import dev.mainstay.design.SourceText;
import dev.mainstay.kernel.Event;
import dev.mainstay.promql.Dialect;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.testkit.ManualTime;
import dev.mainstay.testkit.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rules, their engine and their alerts on manual time; store, series and journal outlive them. */
final class RuleAlertsBench {
  static final Duration TEN = Duration.ofSeconds(10);

  ManualTime time = new ManualTime();
  final MemoryJournal journal = new MemoryJournal(() -> time.now());
  final MemoryAlertStore store = new MemoryAlertStore(journal);
  final Set<String> designed = new TreeSet<>(Set.of("shop"));
  private final MemorySeriesStore series = new MemorySeriesStore();
  private String text = "groups: []";
  RuleAlerts alerts;
  private RuleEngine engine;

  RuleAlertsBench() {
    alerts = newAlerts();
    engine = newEngine();
  }

  private RuleAlerts newAlerts() {
    return new RuleAlerts(store, designed::contains, () -> Duration.ofMillis(500), time, time);
  }

  private RuleEngine newEngine() {
    return new RuleEngine(
        new QueryEngine(series, time, QuerySettings.DEFAULT),
        series,
        time,
        time,
        time,
        RuleSettings.DEFAULT,
        alerts);
  }

  /** A file with one group {@code g} of one rule {@code Broken} over {@code broken > 0}. */
  static String rule(String more) {
    return """
    groups:
    - name: g
      interval: 10s
      rules:
      - alert: Broken
        expr: broken > 0
    %s
    """
        .formatted(more.stripTrailing().stripIndent().indent(4));
  }

  /** Takes the rules live and, the first time, starts. */
  void run(String rules) {
    text = rules;
    RuleFiles files =
        RuleFiles.read(List.of(new SourceText("rules.yml", rules)), Dialect.PROMETHEUS_3);
    assertThat(files.problems()).isEmpty();
    engine.apply(files.groups());
    engine.start();
    alerts.start();
  }

  /** As {@code kill -9}, and a start {@code later} with the same rules. */
  void restartAfter(Duration later) {
    time.close();
    time = new ManualTime(time.now().plus(later));
    alerts = newAlerts();
    engine = newEngine();
    run(text);
  }

  void put(double value, String... labels) {
    series.append(Labels.of("broken", labels), time.now(), value);
  }

  /** Puts the value and lets one evaluation, and the announcement behind it, pass. */
  void evaluate(double value, String... labels) {
    put(value, labels);
    time.advance(TEN);
  }

  void advance(Duration by) {
    time.advance(by);
  }

  List<String> types() {
    return journal.events().stream().map(Event::type).toList();
  }

  List<Event> events(String type) {
    return journal.events().stream().filter(event -> event.type().equals(type)).toList();
  }

  AlertEvents.Fired fired(int index) {
    return AlertEvents.fired(events(AlertEvents.FIRED).get(index));
  }

  String why() {
    return AlertEvents.resolved(events(AlertEvents.RESOLVED).getLast()).why();
  }
}
