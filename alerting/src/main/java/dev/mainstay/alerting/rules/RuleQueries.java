package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.rules.RuleSamples.Result;
import dev.mainstay.alerting.rules.template.TemplateSample;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryException;
import dev.mainstay.telemetry.query.QueryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What rules ask.
 *
 * @param offset how far back from the time of the evaluation
 */
record RuleQueries(QueryEngine engine, Duration offset) {
  /** When the samples of an evaluation are from, asked and written. */
  Instant sampled(Instant at) {
    return at.minus(offset);
  }

  /**
   * The series that an expression gives; of a number one without labels.
   *
   * @throws RuleException if it cannot be answered
   */
  List<Result> vector(Expr expr, Instant at) {
    QueryResult result;
    try {
      result = engine.instant(expr, sampled(at), () -> Thread.currentThread().isInterrupted());
    } catch (QueryException e) {
      throw new RuleException(String.valueOf(e.getMessage()));
    }
    if (result.type() != ValueType.VECTOR && result.type() != ValueType.SCALAR) {
      throw new RuleException("rule result is not a vector or scalar");
    }
    return RuleState.vector(result);
  }

  /** For the function {@code query} of templates. */
  List<TemplateSample> samples(String query, Instant at) {
    try {
      return vector(Promql.parse(query, engine.settings().dialect()), at).stream()
          .map(result -> new TemplateSample(result.labels().values(), result.value()))
          .toList();
    } catch (PromqlException e) {
      throw new RuleException(String.valueOf(e.getMessage()));
    }
  }
}
