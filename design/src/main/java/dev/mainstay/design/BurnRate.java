package dev.mainstay.design;

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
public record BurnRate(String name, Duration longWindow, Duration shortWindow, BigDecimal factor) {
  public static final int MINIMUM_BAD = 10;
  static final String MOST_BAD = "0.9";
  private static final BigDecimal NOMINAL_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

  private static final List<BurnRate> RULES =
      List.of(
          rule("fast-burn", Duration.ofHours(1), Duration.ofMinutes(5), "14.4"),
          rule("quick-burn", Duration.ofHours(6), Duration.ofMinutes(30), "6"),
          rule("steady-burn", Duration.ofDays(1), Duration.ofHours(2), "3"),
          rule("slow-burn", Duration.ofDays(3), Duration.ofHours(6), "1"));

  private static BurnRate rule(String name, Duration lasting, Duration recent, String factor) {
    return new BurnRate(name, lasting, recent, new BigDecimal(factor));
  }

  /** Rules that somebody has to get up for; the others can wait till the morning. */
  public static final List<String> FAST = List.of("fast-burn", "quick-burn");

  /** Rules that tell of a slow leak. */
  public static final List<String> SLOW = List.of("steady-burn", "slow-burn");

  /** The rules that watch the objective, the fastest first. */
  public static List<BurnRate> of(Objective objective) {
    return of(objective.over().length(), objective.slo().complement().fraction());
  }

  /**
   * The rules that watch a budget, the fastest first.
   *
   * @param window of the budget
   * @param allowed the share of events that may be bad
   */
  public static List<BurnRate> of(Duration window, BigDecimal allowed) {
    var rules = new ArrayList<BurnRate>();
    for (BurnRate rule : RULES) {
      if (rule.longWindow.compareTo(window) <= 0) {
        BigDecimal scaled =
            rule.factor
                .multiply(BigDecimal.valueOf(window.toSeconds()))
                .divide(NOMINAL_SECONDS, MathContext.DECIMAL64)
                .max(BigDecimal.ONE);
        if (allowed.signum() > 0) {
          scaled = scaled.min(new BigDecimal(MOST_BAD).divide(allowed, MathContext.DECIMAL64));
        }
        rules.add(new BurnRate(rule.name, rule.longWindow, rule.shortWindow, scaled));
      }
    }
    return List.copyOf(rules);
  }
}
