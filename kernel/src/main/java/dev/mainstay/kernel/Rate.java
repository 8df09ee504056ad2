package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Events over time, {@code 100/s}.
 *
 * @param perSecond events per second, &ge; 0
 */
public record Rate(double perSecond) implements Comparable<Rate> {
  public Rate {
    if (!(perSecond >= 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("rate: " + perSecond + "/s (expected: >= 0/s)");
    }
  }

  public static Rate perSecond(double events) {
    return new Rate(events);
  }

  @Override
  public int compareTo(Rate other) {
    return Double.compare(perSecond, other.perSecond);
  }

  @Override
  public String toString() {
    return new BigDecimal(perSecond, new MathContext(6)).stripTrailingZeros().toPlainString()
        + "/s";
  }
}
