package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;
import java.time.Duration;

final class GrowthBeyondBudget extends Check {
  GrowthBeyondBudget() {
    super(
        "MS-B019",
        "growth that breaks the budget before more money can come",
        "instances for the peak after capacity.lead of growth x price + fixed <= cost.budget",
        "the choice is between a slow service and an overspent budget, on a day that could be computed");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    Percentage growth = service.traffic().growthPerMonth();
    Rate capacity = service.instances().capacity();
    Duration lead = service.capacity().lead();
    if (cost == null
        || cost.budget() == null
        || cost.instance() == null
        || growth == null
        || lead == null
        || capacity == null
        || !Spending.comparable(cost)
        || !findings.isWritten("traffic/peak")) {
      return;
    }
    findings.compared();
    double months = lead.toDays() / 30.0;
    double peak = service.traffic().peak().perSecond() * Math.pow(1 + growth.asFraction(), months);
    int needed =
        Math.max(service.instances().min(), (int) Math.ceil(peak / capacity.perSecond() - 1e-9));
    Spend budget = cost.budget();
    BigDecimal now = Spending.at(cost, service.instances().min(), budget.per());
    BigDecimal then = Spending.at(cost, needed, budget.per());
    if (now.compareTo(budget.money().amount()) <= 0
        && then.compareTo(budget.money().amount()) > 0) {
      findings
          .warning(
              "planning/cost/budget",
              "in %s the peak needs %d instances for %s, the budget is %s"
                  .formatted(Durations.format(lead), needed, Spending.told(then, budget), budget),
              "traffic grows as declared and the instances for the peak always run")
          .with("traffic/growthPerMonth", "how the peak grows")
          .with("capacity/lead", "how long more takes to come")
          .with("instances/each/capacity", "what one instance carries")
          .with("planning/cost/instance", "price of one")
          .sum(
              "%s x (1 + %s)^%s = %s/s = %d instances; %s > %s"
                  .formatted(
                      service.traffic().peak(),
                      growth,
                      Numbers.of(months),
                      Numbers.of(peak),
                      needed,
                      Spending.sum(cost, needed, budget),
                      budget))
          .fix("ask for the money now, or make an instance carry more");
    }
  }
}
