package dev.mainstay.telemetry.query;

import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Operators between two vectors' elements of which at least one may be a histogram. */
final class HistogramOperations {
  private HistogramOperations() {}

  /** A {@link NativeHistogram}, a {@link Double}, or null when there is no result. */
  static @Nullable Object apply(
      Expr.Binary binary, Column left, Column right, int step, Query query) {
    NativeHistogram a = left.histogram(step);
    NativeHistogram b = right.histogram(step);
    var operator = binary.operator();
    if (a == null && b == null) {
      if (operator.isTrim()) {
        return warn(query, operator.symbol());
      }
      return numbers(binary, left.value(step), right.value(step));
    }
    if (a != null && b != null) {
      boolean compatible = HistogramMath.areCompatible(a, b);
      switch (operator) {
        case ADD -> {
          return compatible
              ? HistogramMath.add(a, b, query.prometheus2())
              : warn(query, operator.symbol());
        }
        case SUBTRACT -> {
          return compatible ? HistogramMath.subtract(a, b) : warn(query, operator.symbol());
        }
        case EQUAL, NOT_EQUAL -> {
          boolean holds = HistogramMath.isSame(a, b) == (operator.symbol().equals("=="));
          if (binary.bool()) {
            return holds ? 1.0 : 0.0;
          }
          return holds ? a : null;
        }
        default -> {
          return warn(query, operator.symbol());
        }
      }
    }
    if (a != null) {
      return switch (operator) {
        case MULTIPLY -> HistogramMath.scale(a, right.value(step));
        case DIVIDE -> HistogramMath.divide(a, right.value(step));
        case TRIM_UPPER, TRIM_LOWER -> HistogramTrim.apply(operator, a, right.value(step));
        default -> warn(query, operator.symbol());
      };
    }
    return b != null && operator.symbol().equals("*")
        ? HistogramMath.scale(b, left.value(step))
        : warn(query, operator.symbol());
  }

  private static @Nullable Double numbers(Expr.Binary binary, double a, double b) {
    if (!binary.operator().isComparison()) {
      return Operators.apply(binary.operator(), a, b);
    }
    boolean holds = Operators.holds(binary.operator(), a, b);
    if (binary.bool()) {
      return holds ? 1.0 : 0.0;
    }
    return holds ? (Double) a : null;
  }

  private static @Nullable Object warn(Query query, String symbol) {
    query
        .warnings()
        .add(
            "PromQL info: incompatible sample types encountered for binary operator \""
                + symbol
                + "\"");
    return null;
  }
}
