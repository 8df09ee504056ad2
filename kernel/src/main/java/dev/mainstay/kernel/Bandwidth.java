package dev.mainstay.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a network carries: {@code 100 Mbps}.
 *
 * @param bitsPerSecond &ge; 0
 */
public record Bandwidth(double bitsPerSecond) implements Comparable<Bandwidth> {
  public Bandwidth {
    if (!(bitsPerSecond >= 0) || Double.isInfinite(bitsPerSecond)) {
      throw new IllegalArgumentException("bandwidth: " + bitsPerSecond + " bps (expected: >= 0)");
    }
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Double.compare(bitsPerSecond, other.bitsPerSecond);
  }

  /** In the largest decimal unit that leaves a number of one or more. */
  @Override
  public String toString() {
    double value = bitsPerSecond;
    String unit = "bps";
    for (String next : new String[] {"kbps", "Mbps", "Gbps", "Tbps"}) {
      if (value < 1000) {
        break;
      }
      value /= 1000;
      unit = next;
    }
    String text = new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
    return text + " " + unit;
  }
}
