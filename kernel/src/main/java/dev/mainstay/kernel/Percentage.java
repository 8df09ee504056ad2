package dev.mainstay.kernel;

import java.math.BigDecimal;

/**
 * A share of a whole, kept exactly as written: {@code 99.95 %} is a fraction of 0.9995.
 *
 * @param fraction 0 to 1
 */
public record Percentage(BigDecimal fraction) implements Comparable<Percentage> {
  public Percentage {
    if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "percentage: "
              + fraction.movePointRight(2).toPlainString()
              + " % (expected: 0 % to 100 %)");
    }
    fraction = fraction.stripTrailingZeros();
  }

  /** Of {@code percent} hundredths: {@code Percentage.of("99.95")}. */
  public static Percentage of(String percent) {
    return new Percentage(new BigDecimal(percent).movePointLeft(2));
  }

  public static Percentage ofFraction(double fraction) {
    return new Percentage(BigDecimal.valueOf(fraction));
  }

  public double asFraction() {
    return fraction.doubleValue();
  }

  /** What is missing to the whole: 99.95 % gives 0.05 %. */
  public Percentage complement() {
    return new Percentage(BigDecimal.ONE.subtract(fraction));
  }

  @Override
  public int compareTo(Percentage other) {
    return fraction.compareTo(other.fraction);
  }

  @Override
  public String toString() {
    return fraction.movePointRight(2).toPlainString() + " %";
  }
}
