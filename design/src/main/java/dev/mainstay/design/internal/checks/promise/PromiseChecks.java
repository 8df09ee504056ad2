package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of promise. */
public final class PromiseChecks {
  public static final List<Check> ALL =
      List.of(
          new ObjectiveNotStricter(),
          new DependenciesBelowObjective(),
          new ObjectiveWithoutBudget(),
          new ThresholdBeyondDeadline(),
          new ThresholdBelowDependencies(),
          new BudgetBelowOneRequest(),
          new SameEventsTwoShares(),
          new SameShareTwoThresholds(),
          new LooserPercentileImplied(),
          new BudgetMiscounted(),
          new StatusNotTrue(),
          new SpentMoreThanMeasured(),
          new LeftMiscounted(),
          new OverspentButMet(),
          new MeasuredTwice(),
          new InstancesBelowObjective(),
          new CalleeBelowObjective(),
          new BelievesMoreThanPromised(),
          new CalleeSlowerThanBelieved(),
          new CalleeTooSlow(),
          new CalleesTogetherTooSlow(),
          new GivesUpBeforeThePromise(),
          new ThroughputBeyondCapacity(),
          new TierAboveObjective(),
          new ExcludedButCounted(),
          new FailuresBelowObjective(),
          new PhasesBeyondRepair(),
          new IncidentBeyondBudget(),
          new BurnUnseen(),
          new ErrorsBelowTheAlert(),
          new DurabilityBelowLoss(),
          new RecoveryBreaksContract(),
          new PercentileAndShare(),
          new EventsBeyondTheQueue());

  private PromiseChecks() {}
}
