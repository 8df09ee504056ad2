package dev.mainstay.design;

import dev.mainstay.kernel.Percentage;

/**
 * What follows for releases when an error budget runs low. Where none is written, nothing does.
 *
 * @param warnBelow share of a budget; with less a release goes ahead with a warning
 * @param whenUsedUp what happens with nothing left
 * @param approvals people that have to approve an exception, not counting who asks for it
 */
public record BudgetRule(Percentage warnBelow, WhenUsedUp whenUsedUp, int approvals) {
  public static final Percentage WARN_BELOW = Percentage.of("50");
  public static final int APPROVALS = 1;

  /** What a used up budget means for releases. */
  public enum WhenUsedUp {
    /** They go ahead with a warning. */
    WARN,
    /** Only repairs and exceptions go ahead. */
    FREEZE
  }
}
