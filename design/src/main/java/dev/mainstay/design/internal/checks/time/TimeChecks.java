package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of time. */
public final class TimeChecks {
  public static final List<Check> ALL =
      List.of(
          new RetriesBeyondTheirTime(),
          new TimeoutsBeyondDeadline(),
          new CallerGivesUpFirst(),
          new ProbesOverlap(),
          new ScrapesOverlap(),
          new RetryAfterTooSoon(),
          new ProbeShorterThanItsCheck(),
          new StartupPhasesTooLong(),
          new StartupProbeGivesUp(),
          new StartupStatedTwice(),
          new LivenessKillsStarting(),
          new ProbeChecksInARow(),
          new DetectionBurnsBudget(),
          new AlertBeforeBreaker(),
          new ReadinessBeforeBreaker(),
          new LivenessStricter(),
          new BreakerCutsRetries(),
          new BreakerBurnsBudget(),
          new BreakerOpensByChance(),
          new ModeSlowerThanTimeout(),
          new ModeBeyondItsCallers(),
          new ModeTimeoutBeyondDeadline(),
          new ConnectBeyondTimeout(),
          new TimeoutBelowLatency(),
          new PoolWaitBeyondTimeout(),
          new CallsInARow(),
          new MaxWaitBelowWait(),
          new FallbackTooLate(),
          new CallerLeavesFirst(),
          new PagedAtEveryRestart(),
          new LeftWhileBreakerOpen(),
          new DegradesAfterWaiting());

  private TimeChecks() {}
}
