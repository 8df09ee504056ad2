package dev.mainstay.design.internal.checks.safety;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of safety. */
public final class SafetyChecks {
  public static final List<Check> ALL = List.of();

  private SafetyChecks() {}
}
