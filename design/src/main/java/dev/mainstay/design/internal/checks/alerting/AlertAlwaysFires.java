package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class AlertAlwaysFires extends Check {
  AlertAlwaysFires() {
    super(
        "MS-A003",
        "an alert that fires while everything is as designed",
        "alerts.NAME.when: fewer than N ready, with N <= instances.min",
        "the alert never ends, so people learn to overlook it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.TooFewReady few)) {
        continue;
      }
      findings.compared();
      if (few.atLeast() > service.instances().min()) {
        findings
            .error(
                "alerts/" + alert.name() + "/when",
                "fires below %d ready instances, but %d run"
                    .formatted(few.atLeast(), service.instances().min()))
            .with("instances/min", "always running")
            .sum(few.atLeast() + " > " + service.instances().min())
            .fix("write `fewer than %d ready`".formatted(service.instances().min()));
      }
    }
  }
}
