package dev.mainstay.server.internal.prometheus;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.query.Explainer;
import dev.mainstay.telemetry.query.Explanation;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QueryMemory;
import dev.mainstay.telemetry.query.QueryResult;
import dev.mainstay.telemetry.query.QuerySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Queries and what is done with their texts. */
public final class QueryPages {
  private final QueryEngine engine;
  private final Stores stores;
  private final Clock clock;
  private final Ticker ticker;

  public QueryPages(QueryEngine engine, Stores stores, Clock clock, Ticker ticker) {
    this.engine = engine;
    this.stores = stores;
    this.clock = clock;
    this.ticker = ticker;
  }

  Duration timeout() {
    return engine.settings().limits().timeout();
  }

  byte[] instant(Parameters parameters, BooleanSupplier canceled) {
    Instant at = parameters.time("time", clock.now());
    Queries chosen = chosen(parameters);
    int limit = parameters.limit();
    Expr expr = parse(parameters, chosen.dialect());
    return answer(chosen.instant(expr, at, canceled), parameters, limit);
  }

  byte[] range(Parameters parameters, BooleanSupplier canceled) {
    Instant start = parameters.time("start");
    Instant end = parameters.time("end");
    if (end.isBefore(start)) {
      throw ApiError.parameter("end", "end timestamp must not be before start time");
    }
    Duration step = parameters.duration("step");
    if (step == null) {
      throw ApiError.parameter("step", "cannot parse \"\" to a valid duration");
    }
    if (!step.isPositive()) {
      throw ApiError.parameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    int points = engine.settings().limits().points();
    if ((end.toEpochMilli() - start.toEpochMilli()) / step.toMillis() > points) {
      throw new ApiError(
          ApiError.Kind.BAD_DATA,
          String.format(
              java.util.Locale.ROOT,
              "exceeded maximum resolution of %,d points per timeseries. Try decreasing the query"
                  + " resolution (?step=XX)",
              points));
    }
    Queries chosen = chosen(parameters);
    int limit = parameters.limit();
    Expr expr = parse(parameters, chosen.dialect());
    if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
      throw ApiError.parameter(
          "query",
          "invalid expression type \""
              + expr.type().title()
              + "\" for range query, must be Scalar or instant Vector");
    }
    return answer(chosen.range(expr, start, end, step, canceled), parameters, limit);
  }

  /** What each part of a query gives and costs; Mainstay's own. */
  byte[] explain(Parameters parameters, BooleanSupplier canceled) {
    Instant at = parameters.time("time", clock.now());
    if (stores.of(parameters) != null) {
      throw ApiError.parameter("store", "only queries of our own samples can be explained");
    }
    var explainer = new Explainer(engine(parameters), ticker);
    Explanation explanation = explainer.explain(parse(parameters), at, canceled);
    return Answers.success(json -> Explanations.write(json, explanation), List.of(), List.of());
  }

  byte[] format(Parameters parameters) {
    String text = Promql.format(parse(parameters));
    return Answers.success(json -> json.writeString(text), List.of(), List.of());
  }

  private Expr parse(Parameters parameters) {
    return parse(parameters, engine.dialect());
  }

  private static Expr parse(Parameters parameters, Dialect dialect) {
    String text = parameters.text("query");
    try {
      return Promql.parse(text == null ? "" : text, dialect);
    } catch (PromqlException e) {
      throw ApiError.parameter("query", String.valueOf(e.getMessage()));
    }
  }

  private Queries chosen(Parameters parameters) {
    Queries store = stores.of(parameters);
    return store == null ? engine(parameters) : store;
  }

  private QueryEngine engine(Parameters parameters) {
    QuerySettings settings = engine.settings();
    Duration timeout = parameters.duration("timeout");
    if (timeout != null && timeout.compareTo(settings.limits().timeout()) < 0) {
      if (!timeout.isPositive()) {
        throw ApiError.parameter("timeout", "timeout must be greater than 0");
      }
      settings = settings.with(settings.limits().withTimeout(timeout));
    }
    Duration lookback = parameters.duration("lookback_delta");
    if (lookback != null && lookback.isPositive()) {
      settings = settings.withLookback(lookback);
    }
    return engine.with(settings);
  }

  private byte[] answer(QueryResult result, Parameters parameters, int limit) {
    List<QueryResult.Points> series = result.series();
    String text = parameters.text("query");
    String query = text == null ? "" : text;
    var warnings = new ArrayList<>(result.warnings(query));
    List<String> infos = result.infos(query);
    if (limit > 0 && series.size() > limit) {
      series = series.subList(0, limit);
      warnings.add("results truncated due to limit");
    }
    boolean stats = parameters.text("stats") != null;
    try (QueryMemory.Share share = engine.memory().share()) {
      return Answers.result(share, result, series, stats, warnings, infos);
    }
  }
}
