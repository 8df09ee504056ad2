package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SampleReader;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Finds series without their samples. Thread-safe. */
public final class QuerySeries {
  private final SampleReader reader;
  private final Dialect dialect;

  public QuerySeries(SampleReader reader, Dialect dialect) {
    this.reader = reader;
    this.dialect = dialect;
  }

  /**
   * The series that any of the selectors selects, all without one, and that have a sample within
   * the range, both ends included; sorted.
   *
   * @throws QueryException if a regular expression is none
   */
  public Collection<Labels> find(List<Expr.VectorSelector> selectors, Instant from, Instant to) {
    long first = from.toEpochMilli();
    long last = to.toEpochMilli();
    var found = new TreeSet<Labels>();
    if (selectors.isEmpty()) {
      add(reader.select(List.of(), first, last), first, last, found);
    }
    var settings = QuerySettings.DEFAULT.with(dialect);
    var memory = new QueryMemory(settings.limits().bytes());
    try (var budget = new QueryBudget(settings.limits(), memory, Ticker.system(), () -> false)) {
      var query = new Query(reader, settings, Steps.one(last), true, budget);
      for (Expr.VectorSelector selector : selectors) {
        add(query.select(selector, first, last), first, last, found);
      }
    }
    return found;
  }

  /**
   * A selector's conditions, with the expressions of 3.0.
   *
   * @throws QueryException if a regular expression is none
   */
  public static List<Matcher> matchers(Expr.VectorSelector selector) {
    return Query.matchers(selector, true);
  }

  private static void add(
      List<? extends StoredSeries> series, long first, long last, Collection<Labels> into) {
    for (StoredSeries each : series) {
      if (each.samples(first, last).next()) {
        into.add(each.labels());
      }
    }
  }
}
