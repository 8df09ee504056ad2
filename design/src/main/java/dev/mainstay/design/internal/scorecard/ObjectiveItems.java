package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.BOTH;
import static dev.mainstay.design.internal.scorecard.Shared.BUSINESS;
import static dev.mainstay.design.internal.scorecard.Shared.CALLS;
import static dev.mainstay.design.internal.scorecard.Shared.NO_CALLS;

import java.util.List;

/** What it promises. */
final class ObjectiveItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "objectives",
              "defined",
              "Availability and latency are promised, and what users do",
              BOTH,
              all(BUSINESS, checks("MS-P003"))),
          new Item(
              "objectives",
              "consistent",
              "No promise contradicts another",
              checks("MS-P"),
              ifThere(CALLS, NO_CALLS, proven("dependencies/[^/]+/availability"))),
          new Item(
              "objectives",
              "met",
              "The promises are kept",
              proven("objectives/[^/]+"),
              all(BOTH, BUSINESS, proven("objectives/[^/]+"))),
          new Item(
              "objectives",
              "journeys",
              "What users do is tried on a schedule",
              written("observability/journeys"),
              proven("observability/journeys/.*")));

  private ObjectiveItems() {}
}
