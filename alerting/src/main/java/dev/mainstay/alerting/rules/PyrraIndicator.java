package dev.mainstay.alerting.rules;

import dev.mainstay.promql.Expr;
import dev.mainstay.promql.LabelMatch;
import java.time.Duration;
import java.util.List;

/** How a Pyrra objective tells good from bad. */
sealed interface PyrraIndicator {
  /** The metric that names the rules. */
  Expr.VectorSelector total();

  /** Labels by which the objective is told apart, sorted. */
  List<String> grouping();

  record Ratio(Expr.VectorSelector errors, Expr.VectorSelector total, List<String> grouping)
      implements PyrraIndicator {}

  /** With {@code bound}, the {@code le} of those that are fast enough. */
  record Latency(
      Expr.VectorSelector success, Expr.VectorSelector total, String bound, List<String> grouping)
      implements PyrraIndicator {}

  /** Of a native histogram. */
  record NativeLatency(Expr.VectorSelector total, Duration limit, List<String> grouping)
      implements PyrraIndicator {}

  /** 1 is good, 0 is bad. */
  record BoolGauge(Expr.VectorSelector total, List<String> grouping) implements PyrraIndicator {}

  static boolean isRegex(LabelMatch matcher) {
    return matcher.kind() == LabelMatch.Kind.REGEX || matcher.kind() == LabelMatch.Kind.NOT_REGEX;
  }
}
