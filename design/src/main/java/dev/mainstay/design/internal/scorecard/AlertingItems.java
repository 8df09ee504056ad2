package dev.mainstay.design.internal.scorecard;

import static dev.mainstay.design.internal.scorecard.Rule.all;
import static dev.mainstay.design.internal.scorecard.Rule.checks;
import static dev.mainstay.design.internal.scorecard.Rule.proven;
import static dev.mainstay.design.internal.scorecard.Shared.ALERTS;
import static dev.mainstay.design.internal.scorecard.Shared.WATCHED;

import java.util.List;

/** Who hears of it. */
final class AlertingItems {
  static final List<Item> ALL =
      List.of(
          new Item(
              "alerting",
              "budgets",
              "Every objective wakes somebody before its budget is gone",
              checks("MS-A002", "MS-A004"),
              all(checks("MS-A002", "MS-A004"), proven("alerts/[^/]+/pages"))),
          new Item(
              "alerting",
              "dependencies",
              "The failure of what it cannot do without is heard of",
              WATCHED,
              all(WATCHED, proven("dependencies/[^/]+/failsFast"))),
          new Item(
              "alerting",
              "actionable",
              "Every alert has a severity, a runbook and an impact, and can fire",
              all(ALERTS, checks("MS-A")),
              proven("alerts/escalation")),
          new Item(
              "alerting",
              "delivered",
              "Every alert was fired once to see whom it reaches",
              proven("alerts/[^/]+/pages"),
              all(proven("alerts/[^/]+/pages"), proven("alerts/escalation"))));

  private AlertingItems() {}
}
