package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of planning. */
public final class PlanningChecks {
  public static final List<Check> ALL =
      List.of(
          new CostBeyondBudget(),
          new CostUnwatchedAtMaximum(),
          new SpendAlertBeyondBudget(),
          new SpendAlertAlwaysRings(),
          new KillSwitchBeforeAlert(),
          new CurrenciesDiffer(),
          new ToilBeyondLimit(),
          new ToilLongerThanItsInterval(),
          new AutomationSavesNothing(),
          new RiskUnderrated(),
          new HighRiskUnowned(),
          new HighRiskUnseen(),
          new RiskReviewOverdue(),
          new RolloutNotRising(),
          new FlagExpired(),
          new FlagOnWithoutFallback(),
          new FlagExpiresDuringRollout(),
          new KillSwitchCannotSave(),
          new GrowthBeyondBudget(),
          new CentreOverspent(),
          new CentreOverpromised());

  private PlanningChecks() {}
}
