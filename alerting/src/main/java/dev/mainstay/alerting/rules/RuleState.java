package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.RuleSamples.Result;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.query.QueryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule with what it remembers from one evaluation to the next. */
abstract sealed class RuleState permits RecordingState, AlertingState {
  /** Series of the last evaluation that succeeded. */
  private Set<Labels> series = new LinkedHashSet<>();

  private @Nullable String problem;
  private boolean judged = true;
  private @Nullable Instant lastEvaluation;
  private Duration took = Duration.ZERO;

  abstract Rule rule();

  /**
   * What the rule gives at a time.
   *
   * @param at the time of the evaluation
   * @throws RuleException if it gives nothing, and why
   */
  abstract List<Result> evaluate(RuleQueries queries, Instant at, int limit);

  /** Pending and firing ones. */
  abstract List<ActiveAlert> alerts();

  void adopt(RuleState older) {
    series = older.series;
    problem = older.problem;
    judged = older.judged;
    lastEvaluation = older.lastEvaluation;
    took = older.took;
  }

  /** Remembers the series of the results; gives those of the last ones that are gone. */
  List<Labels> replace(List<Result> results) {
    var now = new LinkedHashSet<Labels>();
    results.forEach(result -> now.add(result.labels()));
    var gone = new ArrayList<Labels>();
    for (Labels labels : series) {
      if (!now.contains(labels)) {
        gone.add(labels);
      }
    }
    series = now;
    return gone;
  }

  void evaluated(Instant at, Duration length, @Nullable String why) {
    lastEvaluation = at;
    took = length;
    problem = why;
  }

  /** Remembers whether the last evaluation told what its alerts are. */
  void judged(boolean told) {
    judged = told;
  }

  RuleStatus status() {
    return new RuleStatus(rule(), problem, judged, lastEvaluation, took, alerts());
  }

  /** The series of a query's result, each with its one point. */
  static List<Result> vector(QueryResult result) {
    var vector = new ArrayList<Result>();
    for (QueryResult.Points points : result.series()) {
      vector.add(new Result(points.labels(), points.values()[0], points.histogram(0)));
    }
    return vector;
  }
}
