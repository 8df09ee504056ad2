package dev.mainstay.design.internal.scorecard;

import java.util.List;
import java.util.stream.Stream;

/** The rows of the scorecard, category by category. */
public final class Items {
  public static final List<Item> ALL =
      Stream.of(
              HealthItems.ALL,
              FailureItems.ALL,
              ObjectiveItems.ALL,
              ObservabilityItems.ALL,
              AlertingItems.ALL,
              CapacityItems.ALL,
              DeliveryItems.ALL,
              RollbackItems.ALL,
              SecurityItems.ALL,
              RecoveryItems.ALL,
              ResponseItems.ALL,
              PlanningItems.ALL)
          .flatMap(List::stream)
          .toList();

  private Items() {}
}
