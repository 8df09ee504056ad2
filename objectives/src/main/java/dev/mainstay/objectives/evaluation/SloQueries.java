package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries of objectives, and whether they can be followed. */
public final class SloQueries {
  private SloQueries() {}

  /** A problem for each objective that has a query which cannot be understood or followed. */
  public static List<Problem> problems(List<Slo> slos, Dialect dialect) {
    var problems = new ArrayList<Problem>();
    for (Slo slo : slos) {
      String unusable = unusable(slo, dialect);
      if (unusable != null) {
        problems.add(
            Problem.error(
                "MS-F007",
                "objective " + slo.name() + ": " + unusable,
                slo.place(),
                "mend the query"));
      }
    }
    return problems;
  }

  static @Nullable String unusable(Slo slo, Dialect dialect) {
    for (Slo.Part part : slo.parts()) {
      for (String query : of(part.metric())) {
        try {
          if (countsFromStart(part)
              && CounterSelectors.of(Promql.parse(query, dialect)).isEmpty()) {
            return query + " (expected: a sum of counters, such as sum(rate(x[5m])))";
          }
          Promql.parse(query, dialect);
        } catch (PromqlException e) {
          return e.getMessage() + " (expected: a PromQL query)";
        }
      }
    }
    return null;
  }

  private static boolean countsFromStart(Slo.Part part) {
    return part.metric() instanceof Slo.Metric.Ratio ratio && ratio.counter();
  }

  static List<String> of(Slo.Metric metric) {
    return switch (metric) {
      case Slo.Metric.Threshold threshold -> List.of(threshold.query());
      case Slo.Metric.Raw raw -> List.of(raw.query());
      case Slo.Metric.Ratio ratio -> List.of(ratio.part(), ratio.total());
    };
  }
}
