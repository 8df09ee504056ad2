package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import dev.mainstay.telemetry.Labels;
import java.util.Set;

/** Tells vectors whose series stay distinct without their names, so that nothing need be merged. */
final class Uniqueness {
  private static final Set<String> RELABELS =
      Set.of(
          "label_replace",
          "label_join",
          "histogram_quantile",
          "histogram_fraction",
          "histogram_quantiles",
          "info");

  private Uniqueness() {}

  static boolean withoutName(Expr expr) {
    return switch (expr) {
      case Expr.VectorSelector v -> hasOneName(v);
      case Expr.MatrixSelector m -> hasOneName(m.selector());
      case Expr.Subquery s -> withoutName(s.inner());
      case Expr.Paren p -> withoutName(p.inner());
      case Expr.Unary u -> withoutName(u.operand());
      case Expr.Aggregation a ->
          a.operator().picks()
              ? withoutName(a.operand())
              : a.grouping().without() || !a.grouping().labels().contains(Labels.NAME);
      case Expr.Call c ->
          !RELABELS.contains(c.function().name())
              && c.arguments().stream().allMatch(Uniqueness::withoutName);
      case Expr.Binary b ->
          !b.operator().isSet()
              && (b.matching() == null
                  ? withoutName(b.left()) && withoutName(b.right())
                  : b.operator().isArithmetic()
                      && b.operator() != BinaryOperator.ATAN2
                      && b.matching().include().isEmpty());
      case Expr.NumberLiteral n -> true;
      case Expr.StringLiteral s -> true;
    };
  }

  private static boolean hasOneName(Expr.VectorSelector selector) {
    return !selector.metric().isEmpty()
        || selector.matchers().stream()
            .anyMatch(m ->
                m.name().equals(Labels.NAME)
                    && m.kind() == LabelMatch.Kind.EQUAL
                    && !m.value().isEmpty());
  }
}
