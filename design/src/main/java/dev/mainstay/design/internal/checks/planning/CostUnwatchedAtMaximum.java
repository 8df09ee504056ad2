package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class CostUnwatchedAtMaximum extends Check {
  CostUnwatchedAtMaximum() {
    super(
        "MS-B002",
        "a budget that scaling out breaks with nobody told",
        "instances.max x cost.instance + cost.fixed <= cost.budget, or cost.alertAt or killSwitch",
        "the autoscaler does what it was told, and the bill says so at the end of the month");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null
        || cost.budget() == null
        || cost.instance() == null
        || !Spending.comparable(cost)
        || service.instances().max() == service.instances().min()) {
      return;
    }
    findings.compared();
    Spend budget = cost.budget();
    int max = service.instances().max();
    BigDecimal least = Spending.at(cost, service.instances().min(), budget.per());
    BigDecimal most = Spending.at(cost, max, budget.per());
    if (least.compareTo(budget.money().amount()) <= 0
        && most.compareTo(budget.money().amount()) > 0
        && cost.alertAt() == null
        && cost.killSwitch() == null) {
      findings
          .warning(
              "planning/cost/budget",
              "%d instances cost %s, above %s, and nobody is told"
                  .formatted(max, Spending.told(most, budget), budget),
              "it stays scaled out for long")
          .with("instances/max", "as many as may run")
          .with("planning/cost/instance", "price of one")
          .sum(Spending.sum(cost, max, budget) + " > " + budget)
          .fix("set cost.alertAt below the budget");
    }
  }
}
