package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class CalleeSleeps extends Check {
  CalleeSleeps() {
    super(
        "MS-A041",
        "a caller that is woken while those who could mend it sleep",
        "the gravest alert of a called service is at most one severity below the "
            + "caller's alert on it, when another team owns it",
        "the caller's team is up all night and can only wait for the callee's team to "
            + "come to the office");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : Paging.urgent(service)) {
      if (!(alert.when() instanceof Condition.DependencyFails fails)) {
        continue;
      }
      Service callee = findings.designs().service(fails.dependency()).orElse(null);
      if (callee == null || callee.owner().equals(service.owner()) || callee.alerts().isEmpty()) {
        continue;
      }
      findings.compared();
      Severity gravest =
          callee.alerts().stream().map(Alert::severity).sorted().findFirst().orElse(Severity.P3);
      if (gravest.ordinal() > alert.severity().ordinal() + 1) {
        findings
            .warning(
                "alerts/" + alert.name() + "/severity",
                "%s wakes %s at %s, but the gravest alert of %s is %s"
                    .formatted(
                        alert.name(), service.owner(), alert.severity(), callee.name(), gravest),
                "only the team " + callee.owner() + " can mend " + callee.name())
            .with(callee.name(), "alerts", "the alerts of the team " + callee.owner())
            .sum("%s against %s for the same outage".formatted(alert.severity(), gravest))
            .fix("give %s an alert of %s or one below".formatted(callee.name(), alert.severity()));
      }
    }
  }
}
