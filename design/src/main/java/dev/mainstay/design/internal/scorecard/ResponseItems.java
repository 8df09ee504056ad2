package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.decided;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Shared.ALERTS;
import static dev.mainstay.design.internal.scorecard.Shared.SEVERITIES;
import static dev.mainstay.design.internal.scorecard.Shared.TWO_PEOPLE;

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
              TWO_PEOPLE,
              all(TWO_PEOPLE, proven("alerts/escalation"))),
          new Item(
              "response",
              "runbooks",
              "Every alert has a runbook, and its checks find nothing",
              ALERTS,
              all(ALERTS, checks("MS-O", "MS-A"))),
          new Item(
              "response",
              "incidents",
              "What a severity promises is agreed on, and everybody knows it",
              SEVERITIES,
              decided(Gate.INCIDENT_PLAN_KNOWN)));

  private ResponseItems() {}
}
