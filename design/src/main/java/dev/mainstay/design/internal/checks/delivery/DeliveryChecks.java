package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of delivery. */
public final class DeliveryChecks {
  public static final List<Check> ALL =
      List.of(
          new CanaryTooSmall(),
          new RollbackTooShort(),
          new GraceTooShort(),
          new BakeTooShort(),
          new CanaryUnjudged(),
          new PortTakenTwice());

  private DeliveryChecks() {}
}
