package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.NativeHistogram;
import org.jspecify.annotations.Nullable;

/** Operators between two vectors' elements of which at least one may be a histogram. */
final class HistogramOperations {
  /** The kinds of samples as Prometheus calls them. */
  static final String NUMBER = "float";

  static final String HISTOGRAM = "histogram";

  private HistogramOperations() {}

  /** A {@link NativeHistogram}, a {@link Double}, or null when there is no result. */
  static @Nullable Object apply(
      Expr.Binary binary, Column left, Column right, int step, Query query) {
    NativeHistogram a = left.histogram(step);
    NativeHistogram b = right.histogram(step);
    var operator = binary.operator();
    if (a == null && b == null) {
      if (operator.isTrim()) {
        return warn(query, binary, NUMBER, NUMBER);
      }
      return numbers(binary, left.value(step), right.value(step));
    }
    if (a != null && b != null) {
      boolean compatible = HistogramMath.areCompatible(a, b);
      if (operator == BinaryOperator.ADD || operator == BinaryOperator.SUBTRACT) {
        remark(query, binary, a, b);
      }
      switch (operator) {
        case ADD -> {
          return compatible ? HistogramMath.add(a, b, query.prometheus2()) : null;
        }
        case SUBTRACT -> {
          return compatible ? HistogramMath.subtract(a, b) : null;
        }
        case EQUAL, NOT_EQUAL -> {
          boolean holds = HistogramMath.isSame(a, b) == (operator.symbol().equals("=="));
          if (binary.bool()) {
            return holds ? 1.0 : 0.0;
          }
          return holds ? a : null;
        }
        default -> {
          return warn(query, binary, HISTOGRAM, HISTOGRAM);
        }
      }
    }
    if (a != null) {
      return switch (operator) {
        case MULTIPLY -> HistogramMath.scale(a, right.value(step));
        case DIVIDE -> HistogramMath.divide(a, right.value(step));
        case TRIM_UPPER, TRIM_LOWER -> HistogramTrim.apply(operator, a, right.value(step));
        default -> warn(query, binary, HISTOGRAM, NUMBER);
      };
    }
    return b != null && operator.symbol().equals("*")
        ? HistogramMath.scale(b, left.value(step))
        : warn(query, binary, NUMBER, HISTOGRAM);
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

  /** Tells that an operator has no result between samples of these kinds. */
  static @Nullable Object warn(Query query, Expr.Binary binary, String left, String right) {
    String symbol = binary.operator().symbol();
    query
        .remarks()
        .info(
            binary.span(),
            "incompatible sample types encountered for binary operator \""
                + symbol
                + "\": "
                + left
                + " "
                + symbol
                + " "
                + right);
    return null;
  }

  /** What there is to tell of two that are added or subtracted. */
  private static void remark(
      Query query, Expr.Binary binary, NativeHistogram a, NativeHistogram b) {
    Remarks remarks = query.remarks();
    var operation =
        binary.operator() == BinaryOperator.ADD
            ? Remarks.Operation.ADDITION
            : Remarks.Operation.SUBTRACTION;
    if (!HistogramMath.areCompatible(a, b)) {
      remarks.warning(
          binary.span(),
          "incompatible bucket layout encountered for binary operator "
              + binary.operator().symbol());
      return;
    }
    if (Remarks.conflictInResets(a, b)) {
      remarks.conflictingResets(binary.span(), operation);
    }
    if (Remarks.differInBounds(a, b)) {
      remarks.reconciled(binary.span(), operation);
    }
  }
}
