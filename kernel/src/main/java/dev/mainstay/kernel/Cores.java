package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Processor time: {@code 2 cores}.
 *
 * @param count processors kept busy all the time, &ge; 0
 */
public record Cores(double count) implements Comparable<Cores> {
  public Cores {
    if (!(count >= 0) || Double.isInfinite(count)) {
      throw new IllegalArgumentException("cores: " + count + " (expected: >= 0)");
    }
  }

  @Override
  public int compareTo(Cores other) {
    return Double.compare(count, other.count);
  }

  @Override
  public String toString() {
    String text = new BigDecimal(count, new MathContext(6)).stripTrailingZeros().toPlainString();
    return text + (count == 1 ? " core" : " cores");
  }
}
