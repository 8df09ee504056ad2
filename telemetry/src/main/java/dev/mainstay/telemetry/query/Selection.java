package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instant vector selector: each series' last sample within the lookback, at every step. */
final class Selection {
  private final Evaluator evaluator;
  private final Expr.VectorSelector selector;
  private final Query query;

  Selection(Evaluator evaluator, Expr.VectorSelector selector) {
    this.evaluator = evaluator;
    this.selector = selector;
    this.query = evaluator.query();
  }

  /**
   * Hands on the series that have something at any step.
   *
   * @param times whether the values are the samples' own times in seconds
   */
  void stream(boolean times, Consumer<Column> sink) {
    Modifiers modifiers = selector.modifiers();
    Steps steps = evaluator.steps();
    if (modifiers.at() != null) {
      steps = Steps.one(query.millis(modifiers.at()));
    }
    if (steps.count() == 0) {
      return;
    }
    if (modifiers.edges() == Modifiers.Edges.SMOOTHED) {
      new SmoothedSelection(query, selector, steps).stream(column -> emit(column, sink));
      return;
    }
    long offset = query.millis(modifiers.offset());
    // The steps as the samples see them.
    var shifted =
        new Steps(steps.start() - offset, steps.interval(), steps.count(), steps.until() - offset);
    long lookback = query.settings().lookback().toMillis() - (query.prometheus2() ? 0 : 1);
    long from = shifted.start() - lookback;
    // Prometheus reads as the offset says, but asks timestamp() about the time of @ itself.
    Steps asked = times && modifiers.at() != null ? steps : shifted;
    for (StoredSeries series : query.select(selector, from, shifted.end())) {
      query.budget().check();
      var column = new Column(series.labels(), asked.count());
      fill(series.samples(from, shifted.end()), asked, lookback, times, column);
      if (!column.isEmpty()) {
        emit(column, sink);
      }
    }
  }

  private void emit(Column column, Consumer<Column> sink) {
    int count = evaluator.steps().count();
    sink.accept(column.count() == count ? column : column.broadcast(count));
  }

  private void fill(SampleCursor cursor, Steps steps, long lookback, boolean times, Column column) {
    long read = 0;
    if (!cursor.next()) {
      return;
    }
    boolean more = true;
    while (more) {
      long time = cursor.timestamp();
      NativeHistogram histogram = cursor.isHistogram() ? cursor.histogram() : null;
      double value = histogram == null ? cursor.value() : 0;
      read++;
      more = cursor.next();
      long until = Math.min(time + lookback, more ? cursor.timestamp() - 1 : Long.MAX_VALUE);
      if (!isStale(value, histogram)) {
        int first = (int) Math.max(0, steps.firstFrom(time));
        int last = (int) Math.min(steps.count() - 1, steps.lastUntil(until));
        if (times) {
          set(column, first, last, time / 1e3, null);
        } else {
          set(column, first, last, value, histogram);
        }
      }
    }
    query.budget().read(read);
  }

  private static void set(
      Column column, int first, int last, double value, @Nullable NativeHistogram histogram) {
    for (int step = first; step <= last; step++) {
      if (histogram == null) {
        column.set(step, value);
      } else {
        column.set(step, histogram);
      }
    }
  }

  static boolean isStale(double value, @Nullable NativeHistogram histogram) {
    return SeriesStore.isStale(histogram == null ? value : histogram.sum());
  }
}
