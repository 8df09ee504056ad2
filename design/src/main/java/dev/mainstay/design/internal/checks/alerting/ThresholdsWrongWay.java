package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import java.util.List;

final class ThresholdsWrongWay extends Check {
  ThresholdsWrongWay() {
    super(
        "MS-A016",
        "a graver alert that fires before the lighter one on the same metric",
        "of two alerts on one metric, the graver one has the farther threshold or "
            + "holds longer",
        "the warning never comes before the page, so nobody can act while it is still "
            + "harmless");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<Alert> alerts = service.alerts();
    for (Alert graver : alerts) {
      for (Alert lighter : alerts) {
        if (graver.when() instanceof Condition.Threshold first
            && lighter.when() instanceof Condition.Threshold second
            && graver.severity().compareTo(lighter.severity()) < 0
            && sameMetric(first, second)) {
          findings.compared();
          boolean nearer =
              first.comparison() == Comparison.ABOVE
                  ? first.value() < second.value()
                  : first.value() > second.value();
          if (nearer && graver.pending().compareTo(lighter.pending()) <= 0) {
            findings
                .error(
                    "alerts/" + graver.name() + "/when",
                    "%s (%s) fires whenever %s (%s) does, and before it"
                        .formatted(
                            graver.name(), graver.severity(), lighter.name(), lighter.severity()))
                .with("alerts/" + lighter.name() + "/when", "the lighter alert")
                .with("alerts/" + lighter.name() + "/severity", "its severity")
                .sum(
                    "%s %s is passed before %s"
                        .formatted(
                            first.comparison() == Comparison.ABOVE ? ">" : "<",
                            Numbers.of(first.value()),
                            Numbers.of(second.value())))
                .fix("exchange the two thresholds");
          }
        }
      }
    }
  }

  static boolean sameMetric(Condition.Threshold first, Condition.Threshold second) {
    return first.selector().equals(second.selector())
        && first.rate() == second.rate()
        && first.comparison() == second.comparison();
  }
}
