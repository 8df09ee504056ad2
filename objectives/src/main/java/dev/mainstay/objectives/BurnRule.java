package dev.mainstay.objectives;

import dev.mainstay.design.Objective;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule of the multi-window, multi-burn-rate method (Google, <i>The Site Reliability
 * Workbook</i>, chapter 5): the budget burns when both windows burn faster than the factor. The
 * long window says that it matters, the short one that it still goes on.
 *
 * <p>The workbook's factors spend 2 %, 5 %, 10 % and 10 % of a 30-day budget within the long
 * window. For another window they are scaled so that the shares stay the same, but not below 1, at
 * which the budget would last; rules whose long window exceeds the objective's are left out. A
 * factor that even complete failure could not exceed is lowered to a share of {@value #MOST_BAD}
 * bad events.
 *
 * <p>Low traffic: with fewer than {@value #MINIMUM_BAD} bad events in the long window a rule does
 * not burn, for then a single failure decides.
 *
 * @param factor burn rate that both windows must exceed
 */
record BurnRule(String name, Duration longWindow, Duration shortWindow, BigDecimal factor) {
  static final int MINIMUM_BAD = 10;
  static final String MOST_BAD = "0.9";
  private static final BigDecimal NOMINAL_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

  private static final List<BurnRule> RULES =
      List.of(
          rule("fast-burn", Duration.ofHours(1), Duration.ofMinutes(5), "14.4"),
          rule("quick-burn", Duration.ofHours(6), Duration.ofMinutes(30), "6"),
          rule("steady-burn", Duration.ofDays(1), Duration.ofHours(2), "3"),
          rule("slow-burn", Duration.ofDays(3), Duration.ofHours(6), "1"));

  private static BurnRule rule(String name, Duration lasting, Duration recent, String factor) {
    return new BurnRule(name, lasting, recent, new BigDecimal(factor));
  }

  static List<BurnRule> of(Objective objective) {
    Duration window = objective.over().length();
    BigDecimal allowed = objective.slo().complement().fraction();
    var rules = new ArrayList<BurnRule>();
    for (BurnRule rule : RULES) {
      if (rule.longWindow.compareTo(window) <= 0) {
        BigDecimal scaled =
            rule.factor
                .multiply(BigDecimal.valueOf(window.toSeconds()))
                .divide(NOMINAL_SECONDS, MathContext.DECIMAL64)
                .max(BigDecimal.ONE);
        if (allowed.signum() > 0) {
          scaled = scaled.min(new BigDecimal(MOST_BAD).divide(allowed, MathContext.DECIMAL64));
        }
        rules.add(new BurnRule(rule.name, rule.longWindow, rule.shortWindow, scaled));
      }
    }
    return List.copyOf(rules);
  }

  /**
   * Whether the budget burns. At exactly the factor it does not.
   *
   * @param allowed the share of events that may be bad
   */
  boolean burns(Counts lasting, Counts recent, BigDecimal allowed) {
    BigDecimal threshold = factor.multiply(allowed);
    return lasting.bad() >= MINIMUM_BAD
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
