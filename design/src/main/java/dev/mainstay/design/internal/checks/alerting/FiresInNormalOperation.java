package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Observability.Range;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class FiresInNormalOperation extends Check {
  FiresInNormalOperation() {
    super(
        "MS-A020",
        "an alert that fires while its metric is normal",
        "alerts.NAME.when: METRIC > N, with N >= "
            + "observability.metrics.METRIC.normal.to (and < with <= normal.from)",
        "it fires every day, people mute it, and it is muted when it matters");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)) {
        continue;
      }
      String name = threshold.selector().metric();
      Range range = Exported.metric(service, name).map(metric -> metric.normal()).orElse(null);
      String path = "observability/metrics/" + name + "/normal";
      if (range == null) {
        findings.unknown(path);
        continue;
      }
      findings.compared();
      boolean above = threshold.comparison() == Comparison.ABOVE;
      boolean fires =
          threshold.comparison() == Comparison.ABOVE
              ? threshold.value() < range.to() && range.to() != Double.POSITIVE_INFINITY
              : threshold.value() > range.from();
      if (fires) {
        double bound = above ? range.to() : range.from();
        findings
            .error(
                "alerts/" + alert.name() + "/when",
                "%s fires %s %s, but its metric is normal %s %s"
                    .formatted(
                        alert.name(),
                        above ? "above" : "below",
                        Numbers.of(threshold.value()),
                        above ? "up to" : "down to",
                        Numbers.of(bound)))
            .with(path + (above ? "/to" : "/from"), "normal while all is well")
            .sum(
                "%s %s %s"
                    .formatted(Numbers.of(threshold.value()), above ? "<" : ">", Numbers.of(bound)))
            .fix("put the threshold outside of what is normal");
      }
    }
  }
}
