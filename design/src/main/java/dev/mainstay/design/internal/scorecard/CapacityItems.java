package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Rule.writtenAny;

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
              proven("traffic/.*")),
          new Item(
              "capacity",
              "limits",
              "Pools, bulkheads and limits are large enough and not too large",
              checks("MS-Q"),
              all(checks("MS-Q"), proven("traffic/peak"))),
          new Item(
              "capacity",
              "growth",
              "It has room to grow",
              writtenAny("traffic/growthPerMonth", "capacity/growth", "capacity"),
              all(writtenAny("instances/scale", "instances/max"), proven("instances/lossOfOne"))));

  private CapacityItems() {}
}
