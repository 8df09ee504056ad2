package dev.mainstay.design.internal.checks.acceptance;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** What is wrong with decisions; judged when all other checks have found what there is. */
public final class AcceptanceChecks {
  public static final List<Check> ALL =
      List.of(
          new AcceptanceExpired(),
          new AcceptanceUnused(),
          new AcceptanceTooLong(),
          new DecidedInTheFuture());

  private AcceptanceChecks() {}
}
