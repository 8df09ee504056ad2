package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;

final class MetricNotExported extends Check {
  MetricNotExported() {
    super(
        "MS-A022",
        "an alert on a metric that nobody exports",
        "the metric of alerts.NAME.when is in observability.metrics, or exported by "
            + "the toolkit",
        "there is no series, so the condition is never true, whatever happens");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)) {
        continue;
      }
      if (service.observability().metrics().isEmpty()) {
        findings.unknown("observability/metrics");
        continue;
      }
      findings.compared();
      String metric = threshold.selector().metric();
      if (!Exported.knows(service, metric)) {
        findings
            .warning(
                "alerts/" + alert.name() + "/when",
                "%s is on %s, which the service does not export".formatted(alert.name(), metric),
                "the service exports its own metrics only as declared")
            .with("observability/metrics", "the declared metrics")
            .sum(
                "%s is not one of %s"
                    .formatted(
                        metric,
                        service.observability().metrics().stream().map(Metric::name).toList()))
            .fix("declare the metric, or alert on one that is there");
      }
    }
  }
}
