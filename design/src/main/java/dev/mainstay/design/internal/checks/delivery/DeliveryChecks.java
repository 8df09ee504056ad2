package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of delivery. */
public final class DeliveryChecks {
  public static final List<Check> ALL =
      List.of(
          new CanaryTooSmall(),
          new RollbackTooShort(),
          new GraceTooShort(),
          new BakeTooShort(),
          new CanaryUnjudged(),
          new PortTakenTwice(),
          new RolloutBeyondItsTime(),
          new RollingBackTooSlow(),
          new TriggerLongerThanBake(),
          new TriggerLooserThanPage(),
          new RollbackAfterTheBudget(),
          new TriggerBeyondObjective(),
          new TriggerBeyondDeadline(),
          new TriggerBelowDependencies(),
          new TriggerByOneRequest(),
          new RollingBelowPeak(),
          new RollingTakesAll(),
          new RollingCannotMove(),
          new WarmShorterThanStart(),
          new WayBackRemovedEarly(),
          new OldVersionOnNewSchema(),
          new NoWayBack(),
          new CompatibleButReverted(),
          new RevertBeyondRollback(),
          new NothingKeptToGoBackTo(),
          new RiskBelowItsFactors(),
          new RiskyAllAtOnce(),
          new CanaryOverloaded(),
          new WindowTooShort(),
          new WatchShorterThanAlerts(),
          new PlatformAgainstProcess(),
          new TriggerBelowObjective(),
          new ConnectionsDuringRollout(),
          new IrreversibleWithoutBackup());

  private DeliveryChecks() {}
}
