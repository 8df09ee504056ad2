package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import java.util.Set;

/** Tells expressions that are the same at every step, so that they are evaluated once. */
final class Invariance {
  /** Functions that depend on the step even when their arguments do not. */
  private static final Set<String> OF_TIME =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "time",
          "timestamp");

  private Invariance() {}

  static boolean of(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral n -> true;
      case Expr.StringLiteral s -> true;
      case Expr.VectorSelector v -> v.modifiers().at() != null;
      case Expr.MatrixSelector m -> m.selector().modifiers().at() != null;
      // What is inside depends on the subquery's own steps.
      case Expr.Subquery s -> s.modifiers().at() != null;
      case Expr.Call c ->
          !OF_TIME.contains(c.function().name()) && c.children().stream().allMatch(Invariance::of);
      default -> expr.children().stream().allMatch(Invariance::of);
    };
  }
}
