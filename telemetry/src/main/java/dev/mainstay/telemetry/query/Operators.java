package dev.mainstay.telemetry.query;

import dev.mainstay.promql.BinaryOperator;

/** Operators between two numbers. */
final class Operators {
  private Operators() {}

  static double apply(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
      case POWER -> power(a, b);
      case ATAN2 -> Math.atan2(a, b);
      default -> throw new IllegalStateException("no arithmetic operator: " + operator);
    };
  }

  /** As C and Go have it: 1 to any power is 1, and so is -1 to an infinite one. */
  private static double power(double a, double b) {
    if (a == 1 || a == -1 && Double.isInfinite(b)) {
      return 1;
    }
    return Math.pow(a, b);
  }

  /**
   * Whether the result is no longer the metric itself. Up to 2.x {@code atan2} was forgotten among
   * the operators of which it is not.
   */
  static boolean dropsName(BinaryOperator operator, boolean bool, boolean prometheus2) {
    return bool || operator.isArithmetic() && !(prometheus2 && operator == BinaryOperator.ATAN2);
  }

  /** The greater one, an infinity even against NaN. */
  static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  /** The lesser one, an infinity even against NaN. */
  static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }

  static boolean holds(BinaryOperator operator, double a, double b) {
    return switch (operator) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case GREATER -> a > b;
      case LESS -> a < b;
      case GREATER_OR_EQUAL -> a >= b;
      case LESS_OR_EQUAL -> a <= b;
      default -> throw new IllegalStateException("no comparison: " + operator);
    };
  }
}
