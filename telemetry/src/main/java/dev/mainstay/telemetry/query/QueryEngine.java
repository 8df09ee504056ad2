package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.ValueType;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers PromQL queries from stored samples, as Prometheus would. Thread-safe. */
public final class QueryEngine implements Queries {
  private final SampleReader reader;
  private final Ticker ticker;
  private final QuerySettings settings;
  private final QueryMemory memory;

  /** An engine whose queries hold, one and all, what the settings allow to one. */
  public QueryEngine(SampleReader reader, Ticker ticker, QuerySettings settings) {
    this(reader, ticker, settings, new QueryMemory(settings.limits().bytes()));
  }

  /**
   * An engine.
   *
   * @param memory for its queries, and those of others that have the same
   */
  public QueryEngine(
      SampleReader reader, Ticker ticker, QuerySettings settings, QueryMemory memory) {
    this.reader = reader;
    this.ticker = ticker;
    this.settings = settings;
    this.memory = memory;
  }

  @Override
  public Dialect dialect() {
    return settings.dialect();
  }

  /** The same engine with other settings. */
  public QueryEngine with(QuerySettings other) {
    return new QueryEngine(reader, ticker, other, memory);
  }

  public QuerySettings settings() {
    return settings;
  }

  /** Where answers are counted too while they are written. */
  public QueryMemory memory() {
    return memory;
  }

  /**
   * Evaluates at one time.
   *
   * @throws dev.mainstay.promql.PromqlException if the text is no query
   * @throws QueryException if it cannot be answered
   */
  public QueryResult instant(String query, Instant at) {
    return instant(Promql.parse(query, settings.dialect()), at, () -> false);
  }

  @Override
  public QueryResult instant(Expr expr, Instant at, BooleanSupplier canceled) {
    try (QueryBudget budget = budget(canceled)) {
      Steps steps = Steps.one(at.toEpochMilli());
      return instant(expr, at, new Query(reader, settings, steps, true, budget));
    }
  }

  private static QueryResult instant(Expr expr, Instant at, Query query) {
    var evaluator = new Evaluator(query, query.steps());
    return switch (expr.type()) {
      case STRING ->
          result(
              query,
              ValueType.STRING,
              List.of(
                  new QueryResult.Points(
                      LabelSets.NONE, new long[] {at.toEpochMilli()}, new double[1], null)),
              LabelFunctions.text(expr));
      case SCALAR -> result(query, ValueType.SCALAR, List.of(scalar(evaluator, expr)), "");
      case VECTOR -> {
        List<QueryResult.Points> points =
            evaluator.columns(expr).stream().map(column -> points(column, query.steps())).toList();
        checkDistinct(points);
        yield result(query, ValueType.VECTOR, points, "");
      }
      case MATRIX -> {
        List<QueryResult.Points> points = new ArrayList<>();
        new Ranges(evaluator)
            .series(expr, (labels, samples, times) -> points.add(points(labels, samples, query)));
        yield result(query, ValueType.MATRIX, sorted(points), "");
      }
    };
  }

  /**
   * Evaluates at every step from {@code start} to {@code end}, both included.
   *
   * @param step &ge; 1 ms
   * @throws dev.mainstay.promql.PromqlException if the text is no query
   * @throws QueryException if it cannot be answered
   */
  public QueryResult range(String query, Instant start, Instant end, Duration step) {
    return range(Promql.parse(query, settings.dialect()), start, end, step, () -> false);
  }

  @Override
  public QueryResult range(
      Expr expr, Instant start, Instant end, Duration step, BooleanSupplier canceled) {
    if (expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw QueryException.execution(
          "invalid expression type \""
              + expr.type().title()
              + "\" for range query, must be Scalar or instant Vector");
    }
    long interval = step.toMillis();
    if (interval < 1 || end.isBefore(start)) {
      throw QueryException.execution(
          "range query from "
              + start
              + " to "
              + end
              + " by "
              + step
              + " (expected: rising, >= 1ms)");
    }
    long count = (end.toEpochMilli() - start.toEpochMilli()) / interval + 1;
    if (count - 1 > settings.limits().points()) {
      throw new QueryException(
          QueryException.Reason.LIMIT,
          "exceeded maximum resolution of "
              + settings.limits().points()
              + " points per timeseries. Try decreasing the query resolution (?step=XX)");
    }
    var steps = new Steps(start.toEpochMilli(), interval, (int) count, end.toEpochMilli());
    try (QueryBudget budget = budget(canceled)) {
      return range(expr, new Query(reader, settings, steps, false, budget));
    }
  }

  private static QueryResult range(Expr expr, Query query) {
    Steps steps = query.steps();
    var evaluator = new Evaluator(query, steps);
    if (expr.type() == ValueType.SCALAR) {
      return result(query, ValueType.MATRIX, List.of(scalar(evaluator, expr)), "");
    }
    List<QueryResult.Points> points = new ArrayList<>();
    evaluator.vector(
        expr,
        column -> {
          query.budget().hold(9L * steps.count() + 100);
          points.add(points(column, steps));
        });
    checkDistinct(points);
    return result(query, ValueType.MATRIX, sorted(points), "");
  }

  private QueryBudget budget(BooleanSupplier canceled) {
    return new QueryBudget(settings.limits(), memory, ticker, canceled);
  }

  private static QueryResult result(
      Query query, ValueType type, List<QueryResult.Points> points, String text) {
    QueryBudget budget = query.budget();
    budget.checkNow();
    return new QueryResult(
        type,
        points,
        text,
        query.remarks().all(),
        new QueryResult.Stats(budget.nanos(), budget.samples(), budget.peakBytes()));
  }

  private static List<QueryResult.Points> sorted(List<QueryResult.Points> points) {
    points.sort(Comparator.comparing(QueryResult.Points::labels));
    return points;
  }

  private static void checkDistinct(List<QueryResult.Points> points) {
    Set<Labels> seen = new HashSet<>();
    for (QueryResult.Points series : points) {
      if (!seen.add(series.labels())) {
        throw QueryException.execution(ColumnMerger.SAME_LABELS);
      }
    }
  }

  private static QueryResult.Points scalar(Evaluator evaluator, Expr expr) {
    double[] values = evaluator.scalar(expr);
    long[] times = new long[values.length];
    for (int step = 0; step < times.length; step++) {
      times[step] = evaluator.steps().at(step);
    }
    return new QueryResult.Points(LabelSets.NONE, times, values, null);
  }

  private static QueryResult.Points points(Column column, Steps steps) {
    int size = column.size();
    long[] times = new long[size];
    double[] values = new double[size];
    @Nullable NativeHistogram @Nullable [] histograms =
        column.hasHistograms() ? new NativeHistogram[size] : null;
    int at = 0;
    for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
      times[at] = steps.at(step);
      values[at] = column.value(step);
      if (histograms != null) {
        histograms[at] = column.histogram(step);
      }
      at++;
    }
    return new QueryResult.Points(column.labels(), times, values, histograms);
  }

  private static QueryResult.Points points(Labels labels, Samples samples, Query query) {
    int size = samples.size();
    query.budget().hold(16L * size + 100);
    @Nullable NativeHistogram @Nullable [] histograms = null;
    if (samples.hasHistograms()) {
      histograms = new NativeHistogram[size];
      for (int i = 0; i < size; i++) {
        histograms[i] = samples.histogram(i);
      }
    }
    return new QueryResult.Points(
        labels,
        java.util.Arrays.copyOf(samples.times(), size),
        java.util.Arrays.copyOf(samples.values(), size),
        histograms);
  }
}
