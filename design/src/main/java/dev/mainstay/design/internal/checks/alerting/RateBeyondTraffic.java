package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Comparison;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class RateBeyondTraffic extends Check {
  static final String REQUESTS = "http_server_requests_total";

  RateBeyondTraffic() {
    super(
        "MS-A018",
        "an alert on a rate of errors that not even the full traffic reaches",
        "alerts.NAME.when: rate(REQUESTS{status=…}) > N/s, with N < traffic.burst or "
            + "traffic.peak",
        "every single request fails, and the alert keeps silent");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (!(alert.when() instanceof Condition.Threshold threshold)
          || threshold.comparison() != Comparison.ABOVE
          || !threshold.selector().metric().equals(REQUESTS)
          || threshold.selector().labels().isEmpty()) {
        continue;
      }
      if (!findings.isWritten("traffic/peak")) {
        findings.unknown("traffic/peak");
        continue;
      }
      findings.compared();
      var burst = service.traffic().burst();
      double most = (burst == null ? service.traffic().peak() : burst.rate()).perSecond();
      if (threshold.value() >= most) {
        findings
            .warning(
                "alerts/" + alert.name() + "/when",
                "%s needs more than %s/s, but at most %s/s come in"
                    .formatted(alert.name(), Numbers.of(threshold.value()), Numbers.of(most)),
                "traffic stays within what is declared")
            .with(burst == null ? "traffic/peak" : "traffic/burst", "the most that comes in")
            .sum("%s/s >= %s/s".formatted(Numbers.of(threshold.value()), Numbers.of(most)))
            .fix("alert on a share of the traffic: an objective with `on: objectives`");
      }
    }
  }
}
