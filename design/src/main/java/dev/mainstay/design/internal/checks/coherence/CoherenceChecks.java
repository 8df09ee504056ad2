package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of coherence. */
public final class CoherenceChecks {
  public static final List<Check> ALL =
      List.of(
          new ReadinessOnOptional(),
          new LivenessOnDependency(),
          new ModeNeverEntered(),
          new RetryOfUnsafeCall(),
          new RequiredButDegrades(),
          new OptionalButFails(),
          new RetryWithoutJitter(),
          new RationaleMissing());

  private CoherenceChecks() {}
}
