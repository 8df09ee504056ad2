package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.StoredSeries;
import java.util.List;
import java.util.function.Consumer;

/**
 * Range vectors: slides a window over the samples of each series and puts a function's answers into
 * a column. Both ends of the window only move forward, so each sample enters and leaves once.
 */
final class Ranges {
  private final Evaluator evaluator;
  private final Query query;
  private final Steps steps;

  Ranges(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.query = evaluator.query();
    this.steps = evaluator.steps();
  }

  /**
   * Hands on the function's answers for each series that has any.
   *
   * @param range a matrix selector or subquery
   * @param ofOutlines whether samples may be left out, see {@link WindowFunctions#isOfOutlines}
   * @param scalars the function's scalar arguments by step
   * @param remarks on the series' samples
   */
  void stream(
      Expr range,
      WindowFunction function,
      boolean ofOutlines,
      double[][] scalars,
      RangeRemarks remarks,
      Consumer<Column> sink) {
    series(
        range,
        ofOutlines,
        (labels, samples, times) -> {
          remarks.begin(labels);
          var window = new Window(samples, scalars, query.prometheus2(), remarks);
          var column = new Column(labels, steps.count());
          window.begin(column);
          slide(window, times, function);
          if (!column.isEmpty()) {
            sink.accept(column);
          }
        });
  }

  /** Marks the steps at which any series has a sample within the range. */
  long[] presence(Expr range) {
    long[] present = new long[(steps.count() + 63) >> 6];
    stream(
        range,
        window -> window.put(1),
        true,
        new double[0][],
        new RangeRemarks(query.remarks(), range),
        column -> column.addPresence(present));
    return present;
  }

  /** Where windows lie. */
  record Times(long range, long offset, boolean fixed, long at, Modifiers.Edges edges) {
    long end(long evaluation) {
      return (fixed ? at : evaluation) - offset;
    }
  }

  /** What is done with the samples of each series. */
  interface SeriesUse {
    void use(Labels labels, Samples samples, Times times);
  }

  /** The samples of each series of a range vector over all steps. */
  void series(Expr expr, SeriesUse use) {
    series(expr, false, use);
  }

  private void series(Expr expr, boolean ofOutlines, SeriesUse use) {
    if (steps.count() == 0 && !query.prometheus2()) {
      return;
    }
    switch (expr.unwrapped()) {
      case Expr.MatrixSelector matrix -> {
        if (steps.count() > 0) {
          selected(matrix, ofOutlines, use);
        }
      }
      case Expr.Subquery subquery -> evaluated(subquery, use);
      default -> throw new IllegalStateException("no range vector: " + expr.type());
    }
  }

  private Times times(long range, Modifiers modifiers) {
    return new Times(
        range,
        query.millis(modifiers.offset()),
        modifiers.at() != null,
        modifiers.at() == null ? 0 : query.millis(modifiers.at()),
        modifiers.edges());
  }

  private void selected(Expr.MatrixSelector matrix, boolean ofOutlines, SeriesUse use) {
    Times times = times(query.positiveMillis(matrix.range()), matrix.selector().modifiers());
    long first = times.range() - (query.prometheus2() ? 0 : 1);
    long from = times.end(steps.start()) - first;
    long to = times.end(steps.end());
    // What every window holds: there samples may be left out, at its edges they come and go.
    long coreFrom = to - first;
    boolean leavesOut = ofOutlines && times.edges() == Modifiers.Edges.PLAIN;
    long coreTo = leavesOut ? times.end(steps.start()) : coreFrom - 1;
    long lookback = query.settings().lookback().toMillis();
    if (times.edges() != Modifiers.Edges.PLAIN) {
      from -= lookback;
    }
    if (times.edges() == Modifiers.Edges.SMOOTHED) {
      to += lookback;
    }
    try (var samples = new Samples(query.budget())) {
      for (StoredSeries series : query.select(matrix.selector(), from, to)) {
        query.budget().check();
        samples.clear();
        query.budget().read(samples.read(series.outline(from, to, coreFrom, coreTo)));
        if (samples.size() > 0) {
          use.use(series.labels(), samples, times);
        }
      }
    }
  }

  private void evaluated(Expr.Subquery subquery, SeriesUse use) {
    Times times = times(query.positiveMillis(subquery.range()), subquery.modifiers());
    long interval =
        subquery.step() == null
            ? query.settings().subqueryStep().toMillis()
            : query.positiveMillis(subquery.step());
    long from = times.end(steps.start()) - times.range();
    long first = interval * (from / interval);
    if (query.prometheus2() ? first < from : first <= from) {
      first += interval;
    }
    // Up to 2.x what comes after the last step, which no window has, is evaluated too: it may fail.
    long last = query.prometheus2() ? steps.until() : steps.end();
    Steps inner = Steps.between(first, times.end(last), interval);
    List<Column> columns = evaluator.at(inner).columns(subquery.inner());
    try (var samples = new Samples(query.budget())) {
      for (Column column : columns) {
        query.budget().check();
        samples.clear();
        for (int step = column.next(0); step < inner.count(); step = column.next(step + 1)) {
          var histogram = column.histogram(step);
          if (histogram == null) {
            samples.add(inner.at(step), column.value(step));
          } else {
            samples.add(
                inner.at(step),
                query.prometheus2() ? histogram : HistogramMath.forgetReset(histogram));
          }
        }
        if (samples.size() > 0) {
          use.use(column.labels(), samples, times);
        }
      }
    }
    evaluator.at(inner).release(columns);
  }

  private void slide(Window window, Times times, WindowFunction function) {
    if (times.edges() != Modifiers.Edges.PLAIN) {
      EdgeWindows.slide(window, times, steps, query, function);
      return;
    }
    Samples samples = window.samples;
    long[] at = samples.times();
    int size = samples.size();
    long closed = query.prometheus2() ? 0 : 1;
    int from = 0;
    int to = 0;
    for (int step = 0; step < steps.count(); step++) {
      long evaluation = steps.at(step);
      long end = times.end(evaluation);
      long start = end - times.range();
      while (to < size && at[to] <= end) {
        to++;
      }
      while (from < to && at[from] < start + closed) {
        from++;
      }
      if (from < to) {
        window.from = from;
        window.to = to;
        window.start = start;
        window.end = end;
        window.evaluation = evaluation;
        window.step(step);
        function.at(window);
      } else if (to == size && !times.fixed()) {
        return;
      }
    }
  }
}
