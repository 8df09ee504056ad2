package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.RuleSamples.Result;
import dev.mainstay.telemetry.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A recording rule at work. */
final class RecordingState extends RuleState {
  private final RecordingRule rule;

  RecordingState(RecordingRule rule) {
    this.rule = rule;
  }

  @Override
  RecordingRule rule() {
    return rule;
  }

  @Override
  List<Result> evaluate(RuleQueries queries, Instant at, int limit) {
    var recorded = new ArrayList<Result>();
    Set<Labels> seen = new HashSet<>();
    for (Result result : queries.vector(rule.expr(), at)) {
      var labels = new TreeMap<>(result.labels().values());
      labels.put(Labels.NAME, rule.name());
      labels.putAll(rule.labels());
      var recordedLabels = new Labels(labels);
      if (!seen.add(recordedLabels)) {
        throw new RuleException(
            "vector contains metrics with the same labelset after applying rule labels");
      }
      recorded.add(new Result(recordedLabels, result.value(), result.histogram()));
    }
    if (limit > 0 && recorded.size() > limit) {
      throw new RuleException(
          "exceeded limit of %d with %d series".formatted(limit, recorded.size()));
    }
    return recorded;
  }

  @Override
  List<ActiveAlert> alerts() {
    return List.of();
  }
}
