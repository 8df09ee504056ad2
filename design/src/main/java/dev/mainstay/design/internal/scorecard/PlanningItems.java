package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.written;

import dev.mainstay.design.Gate;
import java.util.List;

/** What it costs and what it risks. */
final class PlanningItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "planning",
              "cost",
              "What it may cost is decided, and somebody hears when it costs more",
              written("planning/cost/budget", "planning/cost/alertAt"),
              all(written("planning/cost"), checks("MS-B"))),
          new Item(
              "planning",
              "risks",
              "What could go wrong is known, owned and decided",
              written("planning/risks"),
              all(written("planning/risks"), decided(Gate.GO_LIVE))));

  private PlanningItems() {}
}
