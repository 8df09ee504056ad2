package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Rule.writtenAny;

import dev.mainstay.design.Gate;
import java.util.List;

/** How changes reach users. */
final class DeliveryItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "delivery",
              "pipeline",
              "From a commit to production nothing is done by hand",
              written("delivery"),
              writtenAny("delivery/pipeline", "delivery/checks")),
          new Item(
              "delivery",
              "strategy",
              "A change meets few users first",
              written("delivery/strategy"),
              checks("MS-D001", "MS-D004", "MS-D005")),
          new Item(
              "delivery",
              "consistent",
              "Nothing in the delivery contradicts the rest",
              checks("MS-D"),
              all(checks("MS-D"), proven("delivery/.*"))),
          new Item(
              "delivery",
              "environments",
              "There is a place to try it before, and a person who lets it on",
              writtenAny("delivery/environments"),
              decided(Gate.STAGING)),
          new Item(
              "delivery",
              "withoutDowntime",
              "A rollout went to production and nobody noticed",
              proven("delivery/withoutDowntime"),
              decided(Gate.PRODUCTION)));

  private DeliveryItems() {}
}
