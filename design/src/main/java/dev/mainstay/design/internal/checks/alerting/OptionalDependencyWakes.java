package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class OptionalDependencyWakes extends Check {
  OptionalDependencyWakes() {
    super(
        "MS-A027",
        "the gravest alert for a dependency that no request needs",
        "an alert on a dependency with required: never is not P0",
        "people are woken for something that the design handles by itself, and sleep "
            + "badly when it matters");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.DependencyFails fails)) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (!dependency.name().equals(fails.dependency())) {
          continue;
        }
        findings.compared();
        if (dependency.required().asFraction() == 0 && alert.severity() == Severity.P0) {
          findings
              .warning(
                  "alerts/" + alert.name() + "/severity",
                  "%s is P0, but no request needs %s".formatted(alert.name(), dependency.name()),
                  "the degradation keeps what it says")
              .with("dependencies/" + dependency.name() + "/required", "of no request")
              .sum("0 % of the requests fail at P0")
              .fix("make it P2 or P3, or say what fails: `required: { for: 10 % }`");
        }
      }
    }
  }
}
