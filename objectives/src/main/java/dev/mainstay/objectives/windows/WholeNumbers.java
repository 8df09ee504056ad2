package dev.mainstay.objectives.windows;

/** Doubles that are whole numbers, which can be added in any order without rounding. */
final class WholeNumbers {
  /** Below it every whole number is a double. */
  private static final double LIMIT = 0x1p53;

  private WholeNumbers() {}

  /** Whether the value is a whole number between &minus;2<sup>53</sup> and 2<sup>53</sup>. */
  static boolean isWhole(double value) {
    return isWholeBelow(value, LIMIT);
  }

  /** Whether the value is a whole number nearer to zero than the limit; negative zero is none. */
  static boolean isWholeBelow(double value, double limit) {
    return Math.abs(value) < limit
        && value == (long) value
        && Double.doubleToRawLongBits(value) != Long.MIN_VALUE;
  }
}
