package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class KillSwitchCannotSave extends Check {
  KillSwitchCannotSave() {
    super(
        "MS-B018",
        "a kill switch that nothing reaches",
        "cost.killSwitch.at <= instances.max x cost.instance + cost.fixed",
        "the last resort is never used: spending ends at the instances' maximum, far above the budget and below the switch");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null
        || cost.killSwitch() == null
        || cost.instance() == null
        || !Spending.comparable(cost)) {
      return;
    }
    findings.compared();
    Spend at = cost.killSwitch().at();
    int max = service.instances().max();
    BigDecimal most = Spending.at(cost, max, at.per());
    if (most.compareTo(at.money().amount()) < 0) {
      findings
          .warning(
              "planning/cost/killSwitch/at",
              "acts at %s, but %d instances cost %s at most"
                  .formatted(at, max, Spending.told(most, at)),
              "instances and the fixed parts are all that costs")
          .with("instances/max", "never exceeded")
          .with("planning/cost/instance", "price of one")
          .with("planning/cost/fixed", "paid whatever the number")
          .sum(Spending.sum(cost, max, at) + " < " + at)
          .fix("lower it below " + Spending.told(most, at) + ", or leave it out");
    }
  }
}
