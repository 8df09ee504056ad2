package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.StoredSeries;
import java.util.function.Consumer;

/** A {@code smoothed} instant vector selector: between the samples before and after each step. */
final class SmoothedSelection {
  private final Query query;
  private final Expr.VectorSelector selector;
  private final Steps steps;

  SmoothedSelection(Query query, Expr.VectorSelector selector, Steps steps) {
    this.query = query;
    this.selector = selector;
    this.steps = steps;
  }

  void stream(Consumer<Column> sink) {
    long offset = query.millis(selector.modifiers().offset());
    long lookback = query.settings().lookback().toMillis() - 1;
    long from = steps.start() - offset - lookback;
    long to = steps.end() - offset + lookback;
    try (var samples = new Samples(query.budget())) {
      for (StoredSeries series : query.select(selector, from, to)) {
        query.budget().check();
        samples.clear();
        query.budget().read(samples.read(series.samples(from, to)));
        var column = new Column(series.labels(), steps.count());
        int after = 0;
        for (int step = 0; step < steps.count(); step++) {
          long at = steps.at(step) - offset;
          while (after < samples.size() && samples.time(after) <= at) {
            after++;
          }
          boolean earlier = after > 0 && samples.time(after - 1) >= at - lookback;
          boolean later = after < samples.size() && samples.time(after) <= at + lookback;
          if (earlier) {
            column.set(step, later ? between(samples, after, at) : samples.value(after - 1));
          }
        }
        if (!column.isEmpty()) {
          sink.accept(column);
        }
      }
    }
  }

  private static double between(Samples samples, int after, long at) {
    double from = samples.value(after - 1);
    long begin = samples.time(after - 1);
    double share = (at - begin) / (double) (samples.time(after) - begin);
    return from + (samples.value(after) - from) * share;
  }
}
