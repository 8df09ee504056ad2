package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of planning. */
public final class PlanningChecks {
  public static final List<Check> ALL = List.of();

  private PlanningChecks() {}
}
