package dev.mainstay.telemetry.query;

import dev.mainstay.kernel.Ticker;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.StoredSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds series without their samples. Thread-safe. */
public final class QuerySeries {
  private final SeriesStore store;
  private final Dialect dialect;

  public QuerySeries(SeriesStore store, Dialect dialect) {
    this.store = store;
    this.dialect = dialect;
  }

  /**
   * The series that any of the selectors selects and that have a sample within the range, both ends
   * included; sorted.
   *
   * @throws QueryException if a regular expression is none, or if there are more than are handed
   *     out
   */
  public Collection<Labels> find(List<Expr.VectorSelector> selectors, Instant from, Instant to) {
    long first = from.toEpochMilli();
    long last = to.toEpochMilli();
    var found = new TreeSet<Labels>();
    var settings = QuerySettings.DEFAULT.with(dialect);
    var memory = new QueryMemory(settings.limits().bytes());
    try (var budget = new QueryBudget(settings.limits(), memory, Ticker.system(), () -> false)) {
      var query = new Query(store, settings, Steps.one(last), true, budget);
      for (Expr.VectorSelector selector : selectors) {
        add(query.select(selector, first, last), first, last, found);
      }
    }
    return found;
  }

  /** The names of labels of what the selectors select, of all series without one. */
  public SortedSet<String> labelNames(
      List<Expr.VectorSelector> selectors, Instant from, Instant to) {
    if (selectors.isEmpty()) {
      return store.labelNames(from.toEpochMilli(), to.toEpochMilli());
    }
    var names = new TreeSet<String>();
    find(selectors, from, to).forEach(labels -> names.addAll(labels.values().keySet()));
    return names;
  }

  /** The values of a label of what the selectors select, of all series without one. */
  public SortedSet<String> labelValues(
      String name, List<Expr.VectorSelector> selectors, Instant from, Instant to) {
    if (selectors.isEmpty()) {
      return store.labelValues(name, from.toEpochMilli(), to.toEpochMilli());
    }
    var values = new TreeSet<String>();
    for (Labels labels : find(selectors, from, to)) {
      String value = labels.get(name);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
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
