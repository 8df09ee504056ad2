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
          new RationaleMissing(),
          new ModeAlwaysOn(),
          new ModeFlaps(),
          new ModeCannotBeLeft(),
          new LevelContradictsNeed(),
          new ModesContradict(),
          new FallbackFailsToo(),
          new FallbackLoadMissing(),
          new ReadinessOnOthers(),
          new ReadinessOnLoad(),
          new LivenessOnLoad(),
          new ProbesShareAPath(),
          new KeyChanges(),
          new RetryOfUnsafeMethod(),
          new RepeatedByTheGateway(),
          new CalledLessThanRequired(),
          new ModeUntold(),
          new ModeBreaksLatency(),
          new KeepsAndLoses(),
          new ReadinessInACircle(),
          new ModesOutOfOrder());

  private CoherenceChecks() {}
}
