package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class CostBeyondBudget extends Check {
  CostBeyondBudget() {
    super(
        "MS-B001",
        "a service that costs more than it may, with its fewest instances",
        "instances.min x cost.instance + cost.fixed <= cost.budget",
        "the budget is overspent from the first day, and the alert about it rings for ever");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null || cost.budget() == null || !Spending.comparable(cost)) {
      return;
    }
    if (cost.instance() == null) {
      findings.unknown("planning/cost/instance");
      return;
    }
    findings.compared();
    int min = service.instances().min();
    Spend budget = cost.budget();
    BigDecimal spent = Spending.at(cost, min, budget.per());
    if (spent.compareTo(budget.money().amount()) > 0) {
      findings
          .error(
              "planning/cost/budget",
              "%d instances cost %s, the budget is %s"
                  .formatted(min, Spending.told(spent, budget), budget))
          .with("instances/min", "always running")
          .with("planning/cost/instance", "price of one")
          .with("planning/cost/fixed", "paid whatever the number")
          .sum(Spending.sum(cost, min, budget) + " > " + budget)
          .fix("raise the budget, run fewer instances, or smaller ones");
    }
  }
}
