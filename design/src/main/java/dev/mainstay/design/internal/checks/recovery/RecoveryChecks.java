package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of recovery. */
public final class RecoveryChecks {
  public static final List<Check> ALL = List.of();

  private RecoveryChecks() {}
}
