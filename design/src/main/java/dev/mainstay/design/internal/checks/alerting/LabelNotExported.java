package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class LabelNotExported extends Check {
  LabelNotExported() {
    super(
        "MS-A023",
        "an alert that selects by a label its metric does not have",
        "the labels of alerts.NAME.when are in observability.metrics.METRIC.labels",
        "no series matches, so the condition is never true");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)
          || threshold.selector().labels().isEmpty()) {
        continue;
      }
      String name = threshold.selector().metric();
      String path = "observability/metrics/" + name;
      Metric metric = Exported.metric(service, name).orElse(null);
      if (metric == null || !findings.isWritten(path + "/labels")) {
        findings.unknown(path + "/labels");
        continue;
      }
      findings.compared();
      List<String> unknown = Exported.unknownLabels(metric, threshold.selector());
      if (!unknown.isEmpty()) {
        findings
            .error(
                "alerts/" + alert.name() + "/when",
                "%s selects %s by %s, which the metric does not have"
                    .formatted(alert.name(), name, String.join(", ", unknown)))
            .with(path + "/labels", "its labels")
            .sum("%s is not in %s".formatted(unknown, metric.labels()))
            .fix("select by one of " + String.join(", ", metric.labels()));
      }
    }
  }
}
