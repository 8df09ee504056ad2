package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.proven;

import dev.mainstay.design.Gate;
import java.util.List;

/** Who comes, and with what. */
final class ResponseItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "response",
              "onCall",
              "Somebody is on call, and somebody else after them",
              Shared.TWO_PEOPLE,
              all(checks("MS-A005"), proven("alerts/escalation"))),
          new Item(
              "response",
              "runbooks",
              "Every alert has a runbook that is there",
              Shared.RUNBOOKS,
              checks("MS-O", "MS-A")),
          new Item(
              "response",
              "incidents",
              "Everybody knows what to do in an incident",
              decided(Gate.INCIDENT_PLAN_KNOWN),
              decided(Gate.STABLE)));

  private ResponseItems() {}
}
