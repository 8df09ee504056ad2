package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of observability. */
public final class ObservabilityChecks {
  public static final List<Check> ALL = List.of();

  private ObservabilityChecks() {}
}
