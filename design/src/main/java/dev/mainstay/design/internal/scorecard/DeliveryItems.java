package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.ENVIRONMENTS;

import dev.mainstay.design.Gate;
import java.util.List;

/** How changes reach users. */
final class DeliveryItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "delivery",
              "pipeline",
              "Every change takes the same way, with checks before and after",
              written("delivery/before"),
              written("delivery/validate")),
          new Item(
              "delivery",
              "strategy",
              "A change meets few users first",
              written("delivery/strategy"),
              all(written("delivery/strategy"), checks("MS-D001", "MS-D004", "MS-D005"))),
          new Item(
              "delivery",
              "consistent",
              "Nothing in the delivery contradicts the rest",
              all(written("delivery"), checks("MS-D")),
              all(checks("MS-D"), proven("delivery/.*"))),
          new Item(
              "delivery",
              "environments",
              "It is tried elsewhere before, and somebody lets it on",
              ENVIRONMENTS,
              all(written("delivery/approval"), decided(Gate.STAGING))),
          new Item(
              "delivery",
              "withoutDowntime",
              "A rollout went to production and nobody noticed",
              decided(Gate.PRODUCTION),
              proven("delivery/withoutDowntime")));

  private DeliveryItems() {}
}
