package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Dialect;
import java.time.Duration;

/**
 * How queries are understood.
 *
 * @param lookback how old the last sample may be to count as a series' current value
 * @param subqueryStep of subqueries that name none
 */
public record QuerySettings(
    Dialect dialect, Duration lookback, Duration subqueryStep, QueryLimits limits) {
  public static final QuerySettings DEFAULT =
      new QuerySettings(
          Dialect.PROMETHEUS_3, Duration.ofMinutes(5), Duration.ofMinutes(1), QueryLimits.DEFAULT);

  public QuerySettings {
    if (!lookback.isPositive() || !subqueryStep.isPositive()) {
      throw new IllegalArgumentException(
          "query settings: lookback "
              + lookback
              + ", subquery step "
              + subqueryStep
              + " (expected: > 0s)");
    }
  }

  public QuerySettings with(Dialect other) {
    return new QuerySettings(other, lookback, subqueryStep, limits);
  }

  public QuerySettings with(QueryLimits other) {
    return new QuerySettings(dialect, lookback, subqueryStep, other);
  }

  public QuerySettings withLookback(Duration other) {
    return new QuerySettings(dialect, other, subqueryStep, limits);
  }
}
