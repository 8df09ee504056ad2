package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.ifThere;
import static dev.mainstay.design.internal.scorecard.Rule.written;
import static dev.mainstay.design.internal.scorecard.Shared.KEEPS;
import static dev.mainstay.design.internal.scorecard.Shared.NOTHING_KEPT;

import dev.mainstay.design.Gate;
import java.util.List;

/** Who may do what. */
final class SecurityItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "security",
              "access",
              "Who may call it, and do what, is decided",
              written("security/authentication", "security/authorisation"),
              written("security/inputs")),
          new Item(
              "security",
              "data",
              "What it stores and sends is protected",
              all(written("security/tls"), ifThere(KEEPS, NOTHING_KEPT, written("security/data"))),
              written("security/secrets")),
          new Item(
              "security",
              "consistent",
              "Nothing contradicts the security design",
              all(written("security"), checks("MS-S")),
              written("security/auditKeep")),
          new Item(
              "security",
              "review",
              "Somebody reviewed it",
              decided(Gate.SECURITY_REVIEWED),
              all(decided(Gate.SECURITY_REVIEWED), checks("MS-S"))));

  private SecurityItems() {}
}
