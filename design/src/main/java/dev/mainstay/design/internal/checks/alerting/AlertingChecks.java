package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of alerting. */
public final class AlertingChecks {
  public static final List<Check> ALL =
      List.of(
          new PagesReachNobody(),
          new AlertAfterTheBudget(),
          new AlertAlwaysFires(),
          new ObjectiveUnwatched(),
          new EscalationToTheSame(),
          new SeveritiesOutOfOrder(),
          new NoTimeToMend(),
          new UpdateAfterResolve(),
          new EscalationAfterResponse(),
          new PageAfterResponse(),
          new PageNeverRepeated(),
          new DetectionBeyondTarget(),
          new TargetsOutOfOrder(),
          new ResolveBeyondBudget(),
          new SeverityNotDescribed(),
          new ThresholdsWrongWay(),
          new AlertsAlwaysTogether(),
          new RateBeyondTraffic(),
          new ThresholdLooserThanObjective(),
          new FiresInNormalOperation(),
          new ThresholdOutOfRange(),
          new MetricNotExported(),
          new LabelNotExported(),
          new RateOfTheWrongType(),
          new ForBelowTwoScrapes(),
          new OutageNotUrgent(),
          new OptionalDependencyWakes(),
          new SecondaryIsPrimary(),
          new EscalationToWhoWasTold(),
          new OnePersonForAllNights(),
          new HandOverAtNight(),
          new RunbookSeverity(),
          new RunbookNamesNothing(),
          new RunbookLinksNowhere(),
          new RunbookStale(),
          new RunbookWithoutSteps(),
          new RunbookAgainstScaling(),
          new OutageWaitsForTheOffice(),
          new WokenByMail(),
          new EscalationReachesNobody(),
          new CalleeSleeps(),
          new SumOfShares());

  private AlertingChecks() {}
}
