package dev.mainstay.objectives.live;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An objective and how it stands.
 *
 * @param status at the last tick; null while what is stored is still being counted
 * @param usedUp that its budget is, as it was last known; null when it is not
 * @param unknown why it is not known how it stands, or null
 * @param corrections that hold for it, the oldest first
 */
public record Standing(
    Slo slo,
    @Nullable SloStatus status,
    @Nullable UsedUp usedUp,
    @Nullable String unknown,
    List<Correction> corrections) {
  public Standing {
    corrections = List.copyOf(corrections);
  }

  /** What is left of the budget. While that is not known, what was known last holds. */
  public Left left() {
    if (status != null && unknown == null) {
      return Left.of(status);
    }
    return usedUp != null
        ? usedUp.left()
        : new Left(slo.service(), slo.name(), Double.NaN, Double.NaN, Double.NaN, unknown);
  }

  /** How it stands, unknown where that is not known; null while nothing is counted. */
  public @Nullable SloStatus judged() {
    return status == null || unknown == null || unknown.equals(status.unknown())
        ? status
        : status.notKnown(unknown);
  }

  /** Whether it is known that what is promised by contract is not kept. */
  public boolean breaksAgreement() {
    SloStatus judged = judged();
    return judged != null && judged.isAgreementBroken();
  }
}
