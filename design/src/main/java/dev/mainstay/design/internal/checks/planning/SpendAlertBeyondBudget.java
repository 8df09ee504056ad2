package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class SpendAlertBeyondBudget extends Check {
  SpendAlertBeyondBudget() {
    super(
        "MS-B003",
        "a cost alert that rings after the budget",
        "cost.alertAt <= cost.budget",
        "when it rings, the money that it was to save is spent");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null
        || cost.budget() == null
        || cost.alertAt() == null
        || !Spending.comparable(cost)) {
      return;
    }
    findings.compared();
    Spend budget = cost.budget();
    BigDecimal alert = cost.alertAt().in(budget.per());
    if (alert.compareTo(budget.money().amount()) > 0) {
      findings
          .error(
              "planning/cost/alertAt",
              "rings at %s, above the budget of %s".formatted(cost.alertAt(), budget))
          .with("planning/cost/budget", "what may be spent")
          .sum("%s > %s".formatted(Spending.told(alert, budget), budget))
          .fix("ring at four fifths of the budget");
    }
  }
}
