package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.BOUNDED;
import static dev.mainstay.design.internal.scorecard.Shared.CALLS;
import static dev.mainstay.design.internal.scorecard.Shared.DECIDED;
import static dev.mainstay.design.internal.scorecard.Shared.DEGRADES;
import static dev.mainstay.design.internal.scorecard.Shared.LATENCIES;
import static dev.mainstay.design.internal.scorecard.Shared.NO_CALLS;

import java.util.List;

/** How it fails. */
final class FailureItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "failure",
              "dependencies",
              "What happens when a dependency fails is decided, with the reason",
              ifThere(CALLS, NO_CALLS, DECIDED),
              ifThere(CALLS, NO_CALLS, proven("dependencies/[^/]+/(degrades|failsFast)"))),
          new Item(
              "failure",
              "timeouts",
              "Timeouts and retries fit into the deadline",
              checks("MS-T"),
              ifThere(CALLS, NO_CALLS, LATENCIES)),
          new Item(
              "failure",
              "cascades",
              "A failing dependency cannot take the service with it",
              ifThere(CALLS, NO_CALLS, BOUNDED),
              ifThere(CALLS, NO_CALLS, proven("dependencies/[^/]+/recovers"))),
          new Item(
              "failure",
              "degradation",
              "Degraded modes can be reached and left, and callers are told",
              ifThere(DEGRADES, "nothing degrades", checks("MS-C")),
              ifThere(DEGRADES, "nothing degrades", proven("dependencies/[^/]+/degrades"))),
          new Item(
              "failure",
              "overload",
              "Too much work is refused before it does harm",
              written("overload/limits"),
              proven("traffic/burst")));

  private FailureItems() {}
}
