package dev.mainstay.alerting.rules.testing;

import dev.mainstay.alerting.rules.ActiveAlert;
import dev.mainstay.alerting.rules.AlertingRule;
import dev.mainstay.alerting.rules.GroupEvaluation;
import dev.mainstay.alerting.rules.RuleGroup;
import dev.mainstay.alerting.rules.RuleSettings;
import dev.mainstay.alerting.rules.RuleStatus;
import dev.mainstay.alerting.rules.testing.TestFile.AlertTest;
import dev.mainstay.alerting.rules.testing.TestFile.ExpressionTest;
import dev.mainstay.alerting.rules.testing.TestFile.Input;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Problem;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleBatch;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.QuerySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One test: from time 0 on, at each evaluation interval, the series' values up to then are written
 * and all groups evaluated, whatever their own intervals; then what was expected is compared. As in
 * promtool a test of alerts between two evaluations sees the earlier one, and expressions are asked
 * at the end.
 */
final class UnitRun {
  private static final Duration FOR_EVER = Duration.ofDays(365_000);
  private static final int MAX_SERIES = 10_000_000;

  /** Evaluations of one test. */
  private static final long MAX_EVALUATIONS = 10_000_000;

  private final TestFile file;
  private final TestFile.Unit unit;
  private final SeriesStore store = new MemorySeriesStore(FOR_EVER, MAX_SERIES);
  private final QueryEngine engine;
  private final List<GroupEvaluation> groups = new ArrayList<>();
  private final Comparison comparison;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> toldRules = new HashSet<>();
  private int written;

  UnitRun(TestFile file, TestFile.Unit unit, List<RuleGroup> groups, Dialect dialect) {
    this.file = file;
    this.unit = unit;
    this.engine = new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT.with(dialect));
    this.comparison = new Comparison(file.fuzzy(), problems::add);
    RuleSettings settings =
        RuleSettings.DEFAULT
            .withInterval(unit.interval())
            .withExternal(unit.externalLabels(), unit.externalUrl());
    for (RuleGroup group : groups) {
      this.groups.add(new GroupEvaluation(group, settings, engine, store, Ticker.system(), true));
    }
  }

  /** What does not hold. */
  List<Problem> run() {
    long interval = file.evaluationInterval().toMillis();
    long end = unit.end().toMillis();
    if (end / interval > MAX_EVALUATIONS) {
      AlertTest last = unit.alerts().isEmpty() ? null : unit.alerts().getFirst();
      problems.add(
          Problem.error(
              "MS-F016",
              "%s at every %s (expected: at most %d evaluations)"
                  .formatted(
                      Durations.format(unit.end()),
                      Durations.format(file.evaluationInterval()),
                      MAX_EVALUATIONS),
              last == null ? unit.expressions().getFirst().place() : last.place(),
              "raise evaluation_interval"));
      return problems;
    }
    for (long at = 0; at <= end; at += interval) {
      write(at);
      evaluate(at);
      for (AlertTest test : unit.alerts()) {
        long asked = test.at().toMillis();
        if (at <= asked && asked < at + interval) {
          comparison.alerts(test, active(test.alert()));
        }
      }
    }
    write(end);
    unit.expressions().forEach(this::ask);
    return problems;
  }

  private void evaluate(long at) {
    for (GroupEvaluation group : groups) {
      group.evaluate(Instant.ofEpochMilli(at));
      for (RuleStatus rule : group.status().rules()) {
        String problem = rule.problem();
        if (problem != null && toldRules.add(group.group().key() + rule.rule().identity())) {
          problems.add(
              Problem.error(
                  "MS-F016",
                  "%s at %s: %s"
                      .formatted(
                          rule.rule().name(), Durations.format(Duration.ofMillis(at)), problem),
                  rule.rule().place(),
                  null));
        }
      }
    }
  }

  /** Adds the values up to a time. */
  private void write(long until) {
    long interval = unit.interval().toMillis();
    try (SampleBatch batch = store.batch()) {
      for (; written * interval <= until; written++) {
        for (Input input : unit.inputs()) {
          SeriesValue value = written < input.values().size() ? input.values().get(written) : null;
          if (value != null && batch.choose(null, input.labels()) == null) {
            NativeHistogram histogram = value.histogram();
            if (histogram == null) {
              batch.add(written * interval, value.value());
            } else {
              batch.add(written * interval, histogram);
            }
          }
        }
      }
      batch.commit();
    }
  }

  private List<ActiveAlert> active(String alert) {
    var active = new ArrayList<ActiveAlert>();
    for (GroupEvaluation group : groups) {
      for (RuleStatus rule : group.status().rules()) {
        if (rule.rule() instanceof AlertingRule && rule.rule().name().equals(alert)) {
          active.addAll(rule.alerts());
        }
      }
    }
    return active;
  }

  private void ask(ExpressionTest test) {
    try {
      QueryResult result =
          engine.instant(test.expr(), Instant.ofEpochMilli(test.at().toMillis()), () -> false);
      if (result.type() == ValueType.VECTOR || result.type() == ValueType.SCALAR) {
        comparison.samples(test, result.series());
      } else {
        comparison.refused(test, "a " + result.type().title() + " (expected: a vector or scalar)");
      }
    } catch (QueryException e) {
      comparison.refused(test, String.valueOf(e.getMessage()));
    }
  }
}
