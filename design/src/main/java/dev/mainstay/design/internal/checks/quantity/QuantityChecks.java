package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.internal.checks.Check;
import java.util.List;

/** The checks of quantity. */
public final class QuantityChecks {
  public static final List<Check> ALL =
      List.of(
          new PoolTooSmall(),
          new CapacityBelowPeak(),
          new BulkheadTooSmall(),
          new RetryAmplification(),
          new CallersBeyondPeak(),
          new SingleInstance());

  private QuantityChecks() {}
}
