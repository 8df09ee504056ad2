package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.KEEPS;
import static dev.mainstay.design.internal.scorecard.Shared.NOTHING_KEPT;

import java.util.List;

/** How it comes back. */
final class RecoveryItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "recovery",
              "objectives",
              "How much may be lost, and for how long, is decided",
              written("recovery/rpo", "recovery/rto"),
              all(written("recovery"), checks("MS-R"))),
          new Item(
              "recovery",
              "backups",
              "What cannot be lost is copied",
              ifThere(KEEPS, NOTHING_KEPT, written("recovery/backup")),
              ifThere(KEEPS, NOTHING_KEPT, proven("recovery/backup/.*"))),
          new Item(
              "recovery",
              "restore",
              "It was brought back in time, with its data",
              proven("recovery/rto"),
              proven("recovery/rpo")),
          new Item(
              "recovery",
              "failover",
              "The loss of an instance and of a place was tried",
              proven("instances/lossOfOne"),
              proven("recovery/(failover|drills/.*)")));

  private RecoveryItems() {}
}
