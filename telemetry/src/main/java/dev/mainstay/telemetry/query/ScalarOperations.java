package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;
import dev.mainstay.promql.Expr;
import dev.mainstay.telemetry.NativeHistogram;

/** Operators between a vector's column and a scalar. */
final class ScalarOperations {
  private ScalarOperations() {}

  /** Changes the column to the result. */
  static void apply(
      Expr.Binary binary, boolean scalarLeft, Column column, double[] scalar, Query query) {
    BinaryOperator operator = binary.operator();
    boolean histograms = column.hasHistograms();
    for (int step = column.next(0); step < column.count(); step = column.next(step + 1)) {
      NativeHistogram histogram = histograms ? column.histogram(step) : null;
      if (histogram != null) {
        withHistogram(binary, scalarLeft, column, step, histogram, scalar[step], query);
        continue;
      }
      if (operator.isTrim()) {
        column.clear(step);
        HistogramOperations.warn(
            query, binary, HistogramOperations.NUMBER, HistogramOperations.NUMBER);
        continue;
      }
      double value = column.value(step);
      double left = scalarLeft ? scalar[step] : value;
      double right = scalarLeft ? value : scalar[step];
      if (!operator.isComparison()) {
        column.set(step, Operators.apply(operator, left, right));
      } else if (binary.bool()) {
        column.set(step, Operators.holds(operator, left, right) ? 1 : 0);
      } else if (!Operators.holds(operator, left, right)) {
        column.clear(step);
      }
    }
  }

  private static void withHistogram(
      Expr.Binary binary,
      boolean scalarLeft,
      Column column,
      int step,
      NativeHistogram histogram,
      double scalar,
      Query query) {
    BinaryOperator operator = binary.operator();
    if (operator == BinaryOperator.MULTIPLY) {
      column.set(step, HistogramMath.scale(histogram, scalar));
    } else if (operator == BinaryOperator.DIVIDE && !scalarLeft) {
      column.set(step, HistogramMath.divide(histogram, scalar));
    } else if (operator.isTrim() && !scalarLeft) {
      column.set(step, HistogramTrim.apply(operator, histogram, scalar));
    } else {
      column.clear(step);
      String left = scalarLeft ? HistogramOperations.NUMBER : HistogramOperations.HISTOGRAM;
      String right = scalarLeft ? HistogramOperations.HISTOGRAM : HistogramOperations.NUMBER;
      HistogramOperations.warn(query, binary, left, right);
    }
  }
}
