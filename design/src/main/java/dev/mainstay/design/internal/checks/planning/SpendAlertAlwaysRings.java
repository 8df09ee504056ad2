package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class SpendAlertAlwaysRings extends Check {
  SpendAlertAlwaysRings() {
    super(
        "MS-B004",
        "a cost alert or kill switch that ordinary operation sets off",
        "cost.alertAt and killSwitch.at >= instances.min x cost.instance + cost.fixed",
        "the alert is ignored from its first week on, or the switch turns a healthy service's feature off");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null
        || cost.instance() == null
        || (cost.alertAt() == null && cost.killSwitch() == null)
        || !Spending.comparable(cost)) {
      return;
    }
    findings.compared();
    if (cost.alertAt() != null) {
      compare(service, cost, cost.alertAt(), "planning/cost/alertAt", "the alert", findings);
    }
    if (cost.killSwitch() != null) {
      compare(
          service,
          cost,
          cost.killSwitch().at(),
          "planning/cost/killSwitch/at",
          "the kill switch",
          findings);
    }
  }

  private static void compare(
      Service service, Planning.Cost cost, Spend at, String path, String what, Findings findings) {
    int min = service.instances().min();
    BigDecimal spent = Spending.at(cost, min, at.per());
    if (spent.compareTo(at.money().amount()) > 0) {
      findings
          .error(
              path,
              "%s acts at %s, but %d instances always cost %s"
                  .formatted(what, at, min, Spending.told(spent, at)))
          .with("instances/min", "always running")
          .with("planning/cost/instance", "price of one")
          .with("planning/cost/fixed", "paid whatever the number")
          .sum(Spending.sum(cost, min, at) + " > " + at)
          .fix("raise it above " + Spending.told(spent, at));
    }
  }
}
