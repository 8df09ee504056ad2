package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of recovery. */
public final class RecoveryChecks {
  public static final List<Check> ALL =
      List.of(
          new BackupsTooRare(),
          new ReplicaTooFarBehind(),
          new NoLossButAsync(),
          new FailoverBeyondRto(),
          new DecisionForgotten(),
          new AddressesKeptLonger(),
          new RestoreBeyondRto(),
          new RestorePlannedTooShort(),
          new FailoverClaimTooShort(),
          new DetectionSoonerThanAlert(),
          new BelowTheTier(),
          new WeakerThanTheTier(),
          new StandbyThatIsRestored(),
          new BackupDeletedBeforeRestored(),
          new ChainBroken(),
          new IncrementsNoMoreOften(),
          new BackupsOverlap(),
          new DiesWithTheSite(),
          new OneZoneLess(),
          new OneOfNothing(),
          new CalleeRecoversLater(),
          new WrongDataOutlivesBackups(),
          new CommitsWaitTooLong(),
          new DrillDuringBackup(),
          new DrillBeyondWindow(),
          new ReplacedSoonerThanStarted(),
          new BlastMiscounted(),
          new DrillLeavesNothing(),
          new DrillsSpendTheBudget(),
          new AbortedAsExpected(),
          new ErrorsBelowTheShare(),
          new BreakerCannotOpen(),
          new ModeNotOfTheFault(),
          new NoLossExpected(),
          new DrillSoonerThanFailover(),
          new DrillBeyondRto(),
          new AutomaticButDecided(),
          new ProbeSlowerThanPlan());

  private RecoveryChecks() {}
}
