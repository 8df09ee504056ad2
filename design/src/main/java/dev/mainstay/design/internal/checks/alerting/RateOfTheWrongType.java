package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RateOfTheWrongType extends Check {
  RateOfTheWrongType() {
    super(
        "MS-A024",
        "an alert that reads a counter as a gauge, or a gauge as a counter",
        "alerts.NAME.when: rate(METRIC) of a counter, METRIC of a gauge",
        "a counter only grows, so its alert fires one day and never ends; the rate of "
            + "a gauge means nothing");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)) {
        continue;
      }
      String name = threshold.selector().metric();
      Metric metric = service.observability().metric(name).orElse(null);
      if (metric == null && !name.endsWith("_total")) {
        findings.unknown("observability/metrics/" + name + "/type");
        continue;
      }
      findings.compared();
      Metric.Type type = metric == null ? Metric.Type.COUNTER : metric.type();
      boolean grows = type == Metric.Type.COUNTER && !threshold.rate();
      boolean rateOfGauge = type == Metric.Type.GAUGE && threshold.rate();
      if (!grows && !rateOfGauge) {
        continue;
      }
      String path = "alerts/" + alert.name() + "/when";
      String told =
          grows
              ? "%s compares %s, which only grows".formatted(alert.name(), name)
              : "%s takes the rate of %s, which goes up and down".formatted(alert.name(), name);
      var finding =
          metric == null
              ? findings.warning(path, told, "it is a counter, as its name says")
              : findings.error(path, told);
      finding
          .with("observability/metrics/" + name + "/type", "declared here")
          .sum(grows ? "a counter without rate()" : "rate() of a gauge")
          .fix(
              grows
                  ? "write `rate(%s) > N/s`".formatted(name)
                  : "compare `%s` itself".formatted(name));
    }
  }
}
