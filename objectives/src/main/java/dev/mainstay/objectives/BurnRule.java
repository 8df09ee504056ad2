package dev.mainstay.objectives;

import dev.mainstay.design.BurnRate;
import dev.mainstay.design.Objective;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Judges one {@link BurnRate}.
 *
 * @param factor burn rate that both windows must exceed
 */
record BurnRule(String name, Duration longWindow, Duration shortWindow, BigDecimal factor) {
  static List<BurnRule> of(Objective objective) {
    return BurnRate.of(objective).stream()
        .map(
            rate -> new BurnRule(rate.name(), rate.longWindow(), rate.shortWindow(), rate.factor()))
        .toList();
  }

  /**
   * Whether the budget burns. At exactly the factor it does not.
   *
   * @param allowed the share of events that may be bad
   */
  boolean burns(Counts lasting, Counts recent, BigDecimal allowed) {
    BigDecimal threshold = factor.multiply(allowed);
    return lasting.bad() >= BurnRate.MINIMUM_BAD
        && exceeds(lasting, threshold)
        && exceeds(recent, threshold);
  }

  private static boolean exceeds(Counts counts, BigDecimal threshold) {
    // Exact: in binary, 14.4 times 0.1 % would not equal 1.44 %.
    return new BigDecimal(counts.bad())
            .compareTo(threshold.multiply(new BigDecimal(counts.total())))
        > 0;
  }
}
