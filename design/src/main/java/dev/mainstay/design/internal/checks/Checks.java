package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.kernel.Problem;
import java.util.ArrayList;
import java.util.List;

/** Every check there is. */
public final class Checks {
  public static final List<Check> ALL =
      List.of(
          // time
          new RetriesBeyondTheirTime(),
          new TimeoutsBeyondDeadline(),
          new CallerGivesUpFirst(),
          new ProbesOverlap(),
          new ScrapesOverlap(),
          new RetryAfterTooSoon(),
          new ProbeShorterThanItsCheck(),
          // consistency
          new ReadinessOnOptional(),
          new LivenessOnDependency(),
          new ModeNeverEntered(),
          new RetryOfUnsafeCall(),
          new RequiredButDegrades(),
          new OptionalButFails(),
          new RetryWithoutJitter(),
          new RationaleMissing(),
          // promises
          new ObjectiveNotStricter(),
          new DependenciesBelowObjective(),
          new ObjectiveWithoutBudget(),
          new ThresholdBeyondDeadline(),
          new ThresholdBelowDependencies(),
          new BudgetBelowOneRequest(),
          // quantities
          new PoolTooSmall(),
          new CapacityBelowPeak(),
          new BulkheadTooSmall(),
          new RetryAmplification(),
          new CallersBeyondPeak(),
          new SingleInstance(),
          // delivery
          new CanaryTooSmall(),
          new RollbackTooShort(),
          new GraceTooShort(),
          new BakeTooShort(),
          new CanaryUnjudged(),
          new PortTakenTwice(),
          // alerts
          new PagesReachNobody(),
          new AlertAfterTheBudget(),
          new AlertAlwaysFires(),
          new ObjectiveUnwatched(),
          new EscalationToTheSame());

  private Checks() {}

  public static List<Problem> run(Designs designs, Sources places) {
    List<Problem> problems = new ArrayList<>();
    for (Service service : designs.services()) {
      for (Check check : ALL) {
        check.check(service, new Findings(check, service.name(), designs, places, problems));
      }
    }
    return problems;
  }
}
