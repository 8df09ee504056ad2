package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of observability. */
public final class ObservabilityChecks {
  public static final List<Check> ALL =
      List.of(
          new LoggedNotRedacted(),
          new HeadKnowsNoOutcome(),
          new RestKeptMoreOften(),
          new SlowBeyondDeadline(),
          new MetricsGoBeforeTheWindow(),
          new DownsampledGoFirst(),
          new GraverLogsGoFirst(),
          new RetentionBelowAgreed(),
          new LogsBeyondStorage(),
          new LevelNeverWritten(),
          new TracesBreak(),
          new DashboardOfNothing(),
          new RefreshFasterThanScrapes(),
          new DashboardBeyondRetention(),
          new JourneysOverlap(),
          new JourneyDetectsTooLate(),
          new OnePlaceWakes(),
          new JourneyBelowDeadline(),
          new RobotsAreTheTraffic(),
          new TooManySamples(),
          new LabelPerRequest(),
          new ObjectiveOfNothing(),
          new ObjectiveCountsWrong(),
          new NoWayFromLogToTrace(),
          new RedactedToUselessness());

  private ObservabilityChecks() {}
}
