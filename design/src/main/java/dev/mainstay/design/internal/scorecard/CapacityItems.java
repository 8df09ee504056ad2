package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;

import java.util.List;

/** How much it carries. */
final class CapacityItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "capacity",
              "measured",
              "What one instance carries is known",
              written("instances/each/capacity"),
              proven("instances/each/capacity")),
          new Item(
              "capacity",
              "peak",
              "It carries its peak",
              all(written("traffic/peak"), checks("MS-Q002")),
              proven("traffic/peak")),
          new Item(
              "capacity",
              "limits",
              "Pools, threads, bulkheads and limits fit the load and each other",
              checks("MS-Q"),
              all(written("instances/each/cpu", "instances/each/memory"), checks("MS-Q"))),
          new Item(
              "capacity",
              "growth",
              "It can grow",
              written("capacity/growth"),
              written("instances/scale")));

  private CapacityItems() {}
}
