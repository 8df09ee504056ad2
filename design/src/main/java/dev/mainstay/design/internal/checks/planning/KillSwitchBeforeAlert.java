package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.math.BigDecimal;

final class KillSwitchBeforeAlert extends Check {
  KillSwitchBeforeAlert() {
    super(
        "MS-B005",
        "a kill switch that acts before anybody is told",
        "cost.killSwitch.at > cost.alertAt",
        "a feature goes off in front of users, and the team learns of the cost from their complaints");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null
        || cost.killSwitch() == null
        || cost.alertAt() == null
        || !Spending.comparable(cost)) {
      return;
    }
    findings.compared();
    Spend at = cost.killSwitch().at();
    BigDecimal alert = cost.alertAt().in(at.per());
    if (at.money().amount().compareTo(alert) <= 0) {
      findings
          .error(
              "planning/cost/killSwitch/at",
              "acts at %s, the alert rings at %s".formatted(at, cost.alertAt()))
          .with("planning/cost/alertAt", "somebody is told")
          .with("planning/cost/killSwitch/flag", "what goes off")
          .sum("%s <= %s".formatted(at, Spending.told(alert, at)))
          .fix("let the alert ring well below the switch");
    }
  }
}
