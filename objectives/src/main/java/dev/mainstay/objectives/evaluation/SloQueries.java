package dev.mainstay.objectives.evaluation;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Parallel;
import dev.mainstay.kernel.Problem;
import dev.mainstay.promql.Dialect;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.Promql;
import dev.mainstay.promql.PromqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queries of objectives, and whether they can be followed. */
public final class SloQueries {
  private SloQueries() {}

  /** A problem for each objective that has a query which cannot be understood or followed. */
  public static List<Problem> problems(List<Slo> slos, Dialect dialect) {
    return check(slos, dialect).problems();
  }

  /**
   * Objectives by whether they can be followed.
   *
   * @param parsed queries by their texts, those of the usable objectives among them
   * @param problems of each that cannot
   */
  record Checked(List<Slo> usable, Map<String, Expr> parsed, List<Problem> problems) {}

  static Checked check(List<Slo> slos, Dialect dialect) {
    var parsed = new ConcurrentHashMap<String, Expr>();
    List<Optional<String>> reasons =
        Parallel.map(slos, slo -> Optional.ofNullable(unusable(slo, dialect, parsed)));
    var usable = new ArrayList<Slo>();
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < slos.size(); i++) {
      Slo slo = slos.get(i);
      reasons
          .get(i)
          .ifPresentOrElse(
              reason ->
                  problems.add(
                      Problem.error(
                          "MS-F007",
                          "objective " + slo.name() + ": " + reason,
                          slo.place(),
                          "mend the query")),
              () -> usable.add(slo));
    }
    return new Checked(usable, parsed, problems);
  }

  private static @Nullable String unusable(Slo slo, Dialect dialect, Map<String, Expr> parsed) {
    for (Slo.Part part : slo.parts()) {
      for (String query : of(part.metric())) {
        try {
          Expr tree = parsed.computeIfAbsent(query, text -> Promql.parse(text, dialect));
          if (countsFromStart(part) && CounterSelectors.of(tree).isEmpty()) {
            return query + " (expected: a sum of counters, such as sum(rate(x[5m])))";
          }
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
