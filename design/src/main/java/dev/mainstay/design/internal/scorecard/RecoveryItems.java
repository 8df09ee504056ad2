package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Rule.writtenAny;

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
              writtenAny("recovery/backup", "recovery/backups"),
              proven("recovery/(backup|restore|rpo).*")),
          new Item(
              "recovery",
              "restore",
              "A copy was turned back into a service",
              proven("recovery/(restore|rto).*"),
              all(written("recovery"), proven("recovery/.*"))),
          new Item(
              "recovery",
              "failover",
              "The loss of an instance and of a place was tried",
              proven("instances/lossOfOne"),
              proven("recovery/failover.*")));

  private RecoveryItems() {}
}
