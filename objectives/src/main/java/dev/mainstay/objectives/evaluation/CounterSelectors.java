package dev.mainstay.objectives.evaluation;

import com.google.re2j.Pattern;
import dev.mainstay.promql.AggregationOperator;
import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.promql.Modifiers;
import dev.mainstay.promql.Patterns;
import dev.mainstay.telemetry.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The counters that a query adds up: {@code sum(a)}, {@code sum by (x) (rate(a[5m]))}, {@code
 * sum(a) + sum(b)}. The window of a rate does not matter, since whoever asks has windows of their
 * own.
 */
final class CounterSelectors {
  private static final Set<String> GROWTH = Set.of("rate", "increase");

  private CounterSelectors() {}

  /** The conditions of each selector; empty when the query does more than add up counters. */
  static Optional<List<List<Matcher>>> of(Expr query) {
    var selectors = new ArrayList<List<Matcher>>();
    return collect(query, selectors) ? Optional.of(selectors) : Optional.empty();
  }

  private static boolean collect(Expr query, List<List<Matcher>> into) {
    return switch (query.unwrapped()) {
      case Expr.VectorSelector selector -> {
        into.add(selector.conditions().stream().map(CounterSelectors::matcher).toList());
        yield selector.modifiers().equals(Modifiers.NONE);
      }
      case Expr.MatrixSelector matrix -> collect(matrix.selector(), into);
      case Expr.Aggregation sum ->
          sum.operator() == AggregationOperator.SUM && collect(sum.operand(), into);
      case Expr.Call call ->
          GROWTH.contains(call.function().name()) && collect(call.arguments().getFirst(), into);
      case Expr.Binary both ->
          both.operator() == BinaryOperator.ADD
              && isSum(both.left())
              && isSum(both.right())
              && collect(both.left(), into)
              && collect(both.right(), into);
      default -> false;
    };
  }

  /** Two sums can be added up whatever their series; two selectors drop what does not match. */
  private static boolean isSum(Expr query) {
    return query.unwrapped() instanceof Expr.Aggregation sum && sum.grouping().labels().isEmpty()
        || query.unwrapped() instanceof Expr.Binary;
  }

  private static Matcher matcher(LabelMatch match) {
    return switch (match.kind()) {
      case EQUAL -> Matcher.equal(match.name(), match.value());
      case NOT_EQUAL -> Matcher.notEqual(match.name(), match.value());
      case REGEX -> new Matcher.Regex(match.name(), pattern(match));
      case NOT_REGEX -> new Matcher.NotRegex(match.name(), pattern(match));
    };
  }

  private static Pattern pattern(LabelMatch match) {
    return Patterns.of(match.value(), Pattern.DOTALL);
  }
}
