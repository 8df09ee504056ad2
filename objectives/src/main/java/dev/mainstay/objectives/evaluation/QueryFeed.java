package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.query.Queries;
import dev.mainstay.telemetry.query.QueryResult;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Asks queries at equal steps, aligned to the Unix epoch, and takes what they answer for the events
 * of that moment. Each series of an answer is an event of its own; so one query judges many.
 */
final class QueryFeed implements Feed {
  private static final long MOST_STEPS = 5_000;

  private final Queries asked;
  private final long step;
  private final List<Expr> queries;
  private final Reading reading;
  private final SampledEvents counts;

  /** What the values of all queries at one moment come to. */
  interface Reading {
    /**
     * The events.
     *
     * @param values of the series of each query
     */
    Events events(List<List<Double>> values);
  }

  QueryFeed(
      Queries asked, Duration step, List<Expr> queries, Reading reading, SampledEvents counts) {
    this.asked = asked;
    this.step = step.toMillis();
    this.queries = List.copyOf(queries);
    this.reading = reading;
    this.counts = counts;
  }

  /** How a metric that is asked for at moments is read. */
  static Reading reading(Slo.Metric metric) {
    return switch (metric) {
      case Slo.Metric.Threshold(String query, Slo.Comparison comparison, double limit) ->
          each(value -> comparison.holds(value, limit) ? 1 : 0);
      case Slo.Metric.Raw(String query, boolean success) ->
          each(value -> Math.clamp(success ? value : 1 - value, 0, 1));
      case Slo.Metric.Ratio(String part, boolean bad, String total, boolean counter) ->
          values -> {
            double some = sum(values.get(0));
            double all = sum(values.get(1));
            return new Events(bad ? all - some : some, all);
          };
    };
  }

  private static Reading each(ToDoubleFunction<Double> good) {
    return values ->
        new Events(values.getFirst().stream().mapToDouble(good).sum(), values.getFirst().size());
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public EventCounts counts() {
    return counts;
  }

  @Override
  public long earliest(long fromMillis, long toMillis) {
    long first = Math.ceilDiv(fromMillis, step) * step;
    for (long from = first; from <= toMillis; from += MOST_STEPS * step) {
      TreeMap<Long, Events> moments = moments(from, toMillis);
      if (!moments.isEmpty()) {
        // It tells of the step before it.
        return Math.max(fromMillis, moments.firstKey() - step);
      }
    }
    return toMillis;
  }

  @Override
  public int read(long fromMillis, long toMillis, Changes changes) {
    long first = Math.ceilDiv(fromMillis, step) * step;
    for (long from = first; from <= toMillis; from += MOST_STEPS * step) {
      moments(from, toMillis)
          .forEach((millis, events) -> {
            if (counts.put(millis, events)) {
              changes.changed(millis, millis);
            }
          });
    }
    return (int) Math.min(MOST_STEPS, Math.max(0, toMillis - first) / step + 1);
  }

  @Override
  public void writeTo(DataOutput out, long untilMillis, boolean settled) throws IOException {
    counts.writeTo(out);
  }

  @Override
  public void readFrom(DataInput in, long fromMillis, long recentMillis) throws IOException {
    counts.readFrom(in);
  }

  /** At most {@value #MOST_STEPS} steps. */
  private TreeMap<Long, Events> moments(long from, long to) {
    long last = Math.min(Math.floorDiv(to, step) * step, from + (MOST_STEPS - 1) * step);
    var values = new TreeMap<Long, List<List<Double>>>();
    for (int query = 0; last >= from && query < queries.size(); query++) {
      QueryResult result =
          asked.range(
              queries.get(query),
              Instant.ofEpochMilli(from),
              Instant.ofEpochMilli(last),
              Duration.ofMillis(step),
              () -> false);
      for (QueryResult.Points points : result.series()) {
        for (int i = 0; i < points.size(); i++) {
          if (!Double.isNaN(points.values()[i]) && points.histogram(i) == null) {
            values
                .computeIfAbsent(points.times()[i], at -> emptyLists())
                .get(query)
                .add(points.values()[i]);
          }
        }
      }
    }
    var moments = new TreeMap<Long, Events>();
    values.forEach((at, each) -> moments.put(at, reading.events(each)));
    return moments;
  }

  private List<List<Double>> emptyLists() {
    return queries.stream().map(query -> (List<Double>) new ArrayList<Double>()).toList();
  }
}
