package dev.mainstay.promql;

/** A length of time in a selector: of its range, its offset, or a subquery's step. */
public sealed interface Length {
  /**
   * Its seconds.
   *
   * @param stepSeconds between two results of the query, 0 for an instant query
   * @param rangeSeconds between the first and the last result of the query
   */
  double seconds(double stepSeconds, double rangeSeconds);

  /** A length of {@code millis}. */
  static Length ofMillis(long millis) {
    return new Fixed(millis / 1e3);
  }

  /** A number that stands in the query. */
  record Fixed(double seconds) implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      return seconds;
    }
  }

  /** The query's step: {@code step()}. */
  record Step() implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      return stepSeconds;
    }
  }

  /** The query's range: {@code range()}. */
  record Range() implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      return rangeSeconds;
    }
  }

  /** {@code -length}. */
  record Negated(Length operand) implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      return -operand.seconds(stepSeconds, rangeSeconds);
    }
  }

  /** {@code min(left, right)} or {@code max(left, right)}. */
  record Extreme(boolean greatest, Length left, Length right) implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      double a = left.seconds(stepSeconds, rangeSeconds);
      double b = right.seconds(stepSeconds, rangeSeconds);
      return greatest ? Math.max(a, b) : Math.min(a, b);
    }
  }

  /**
   * {@code left operator right}.
   *
   * @param operator an arithmetic one, not {@code atan2}
   */
  record Arithmetic(BinaryOperator operator, Length left, Length right) implements Length {
    @Override
    public double seconds(double stepSeconds, double rangeSeconds) {
      double a = left.seconds(stepSeconds, rangeSeconds);
      double b = right.seconds(stepSeconds, rangeSeconds);
      return switch (operator) {
        case ADD -> a + b;
        case SUBTRACT -> a - b;
        case MULTIPLY -> a * b;
        case DIVIDE -> a / b;
        case MODULO -> a % b;
        case POWER -> Math.pow(a, b);
        default -> throw new IllegalStateException("no operator of lengths: " + operator);
      };
    }
  }
}
