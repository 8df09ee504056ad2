package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class SumOfShares extends Check {
  SumOfShares() {
    super(
        "MS-A042",
        "a threshold on a share that is summed over all instances",
        "alerts.NAME.when: SHARE > N adds up the instances: N >= 1 (of a percentage "
            + "100) when instances.min >= 2",
        "half of the alarm is reached by two quiet instances, and every scale-out " + "fires it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)
          || threshold.rate()
          || threshold.comparison() != Comparison.ABOVE) {
        continue;
      }
      String name = threshold.selector().metric();
      boolean percent = name.endsWith("_percent");
      if (!percent && !name.endsWith("_ratio") && !name.endsWith("_utilization")) {
        continue;
      }
      if (!findings.isWritten("instances/min")) {
        findings.unknown("instances/min");
        continue;
      }
      findings.compared();
      int instances = service.instances().min();
      double whole = percent ? 100 : 1;
      if (instances > 1
          && threshold.value() < whole
          && !threshold.selector().labels().containsKey("instance")) {
        findings
            .warning(
                "alerts/" + alert.name() + "/when",
                "%s adds up %s over %d instances".formatted(alert.name(), name, instances),
                "each instance exports its own share")
            .with("instances/min", "always running")
            .sum(
                "%s / %d = %s on the average instance"
                    .formatted(
                        Numbers.of(threshold.value()),
                        instances,
                        Numbers.of(threshold.value() / instances)))
            .fix(
                "compare with %s, or export one share for the whole service"
                    .formatted(Numbers.of(threshold.value() * instances)));
      }
    }
  }
}
