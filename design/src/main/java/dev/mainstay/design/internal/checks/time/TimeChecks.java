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
          new ProbeShorterThanItsCheck());

  private TimeChecks() {}
}
