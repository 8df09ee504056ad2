package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.CALLS;
import static dev.mainstay.design.internal.scorecard.Shared.DEGRADES;
import static dev.mainstay.design.internal.scorecard.Shared.NONE;

import java.util.List;

/** How it fails. */
final class FailureItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "failure",
              "dependencies",
              "What happens when a dependency fails is decided, with the reason",
              ifThere(CALLS, NONE, Shared.DECIDED),
              ifThere(CALLS, NONE, proven("dependencies/[^/]+/(degrades|failsFast)"))),
          new Item(
              "failure",
              "timeouts",
              "Timeouts and retries fit into the deadline",
              checks("MS-T"),
              ifThere(CALLS, NONE, Shared.LATENCIES)),
          new Item(
              "failure",
              "cascades",
              "A failing dependency cannot take the service with it",
              ifThere(CALLS, NONE, Shared.BOUNDED),
              ifThere(CALLS, NONE, proven("dependencies/[^/]+/recovers"))),
          new Item(
              "failure",
              "degradation",
              "Degraded modes can be reached and left, and callers are told",
              ifThere(DEGRADES, "nothing degrades", checks("MS-C003", "MS-C005", "MS-C006")),
              ifThere(DEGRADES, "nothing degrades", proven("dependencies/[^/]+/degrades"))),
          new Item(
              "failure",
              "overload",
              "Too much work is refused before it does harm",
              written("overload"),
              proven("(traffic/burst|overload/.*)")));

  private FailureItems() {}
}
