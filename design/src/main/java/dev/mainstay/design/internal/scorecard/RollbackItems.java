package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.KEEPS;
import static dev.mainstay.design.internal.scorecard.Shared.NOTHING_KEPT;

import java.util.List;

/** How changes are taken back. */
final class RollbackItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "rollback",
              "triggers",
              "What takes a change back is written down",
              written("delivery/rollback/when"),
              all(written("delivery/rollback/when"), checks("MS-D"))),
          new Item(
              "rollback",
              "time",
              "There is time enough to take it back",
              all(written("delivery/rollback/within"), checks("MS-D002")),
              proven("delivery/rollback")),
          new Item(
              "rollback",
              "tested",
              "Taking back was tried, and the data come along",
              proven("delivery/rollback"),
              all(
                  proven("delivery/rollback"),
                  ifThere(KEEPS, NOTHING_KEPT, written("delivery/migrations")))));

  private RollbackItems() {}
}
