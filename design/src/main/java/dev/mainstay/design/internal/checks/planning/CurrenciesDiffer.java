package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.util.Map;

final class CurrenciesDiffer extends Check {
  CurrenciesDiffer() {
    super(
        "MS-B006",
        "amounts in different currencies",
        "all amounts of planning.cost are in one currency",
        "a price is compared with a budget that is worth something else; the error is as large as the rate of exchange");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    if (cost == null) {
      return;
    }
    Map<String, Spend> all = Spending.all(cost);
    if (all.size() < 2) {
      return;
    }
    findings.compared();
    Map.Entry<String, Spend> first = all.entrySet().iterator().next();
    all.forEach((path, spend) -> {
      if (!spend.currency().equals(first.getValue().currency())) {
        findings
            .error(path, "%s beside %s".formatted(spend, first.getValue()))
            .with(first.getKey(), "in " + first.getValue().currency())
            .sum("%s != %s".formatted(spend.currency(), first.getValue().currency()))
            .fix("convert it to " + first.getValue().currency());
      }
    });
  }
}
