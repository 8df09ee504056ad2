package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class AlertsAlwaysTogether extends Check {
  AlertsAlwaysTogether() {
    super(
        "MS-A017",
        "two alerts that always fire together",
        "no two alerts of a service have the same condition and the same for",
        "every incident pages twice, and people learn to close one of them without "
            + "reading it");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<Alert> alerts = service.alerts();
    for (int i = 0; i < alerts.size(); i++) {
      for (int j = i + 1; j < alerts.size(); j++) {
        Alert first = alerts.get(i);
        Alert second = alerts.get(j);
        findings.compared();
        if (first.when().equals(second.when()) && first.pending().equals(second.pending())) {
          findings
              .error(
                  "alerts/" + second.name(),
                  "%s fires exactly when %s does".formatted(second.name(), first.name()))
              .with("alerts/" + first.name(), "the same condition for the same time")
              .sum(
                  "the same condition, for %s = %s"
                      .formatted(Paging.format(first.pending()), Paging.format(second.pending())))
              .fix("remove the one of the lighter severity, or give it another condition");
        }
      }
    }
  }
}
