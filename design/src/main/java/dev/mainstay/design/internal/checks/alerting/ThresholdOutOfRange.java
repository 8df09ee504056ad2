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

final class ThresholdOutOfRange extends Check {
  ThresholdOutOfRange() {
    super(
        "MS-A021",
        "an alert beyond every value that its metric can have",
        "alerts.NAME.when: METRIC > N, with N < observability.metrics.METRIC.range.to "
            + "(and < with > range.from)",
        "the condition can never be true: the alert looks like protection, and is none");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)) {
        continue;
      }
      String name = threshold.selector().metric();
      Range range = Exported.metric(service, name).map(metric -> metric.range()).orElse(null);
      String path = "observability/metrics/" + name + "/range";
      if (range == null) {
        findings.unknown(path);
        continue;
      }
      findings.compared();
      boolean above = threshold.comparison() == Comparison.ABOVE;
      boolean never =
          threshold.comparison() == Comparison.ABOVE
              ? threshold.value() >= range.to()
              : threshold.value() <= range.from();
      if (never) {
        double bound = above ? range.to() : range.from();
        findings
            .error(
                "alerts/" + alert.name() + "/when",
                "%s fires %s %s, but its metric ends at %s"
                    .formatted(
                        alert.name(),
                        above ? "above" : "below",
                        Numbers.of(threshold.value()),
                        Numbers.of(bound)))
            .with(path + (above ? "/to" : "/from"), "the end of what is possible")
            .sum(
                "%s %s %s"
                    .formatted(
                        Numbers.of(threshold.value()), above ? ">=" : "<=", Numbers.of(bound)))
            .fix("put the threshold within the range; look at its unit first");
      }
    }
  }
}
