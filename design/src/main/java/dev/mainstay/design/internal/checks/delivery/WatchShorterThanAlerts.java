package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class WatchShorterThanAlerts extends Check {
  WatchShorterThanAlerts() {
    super(
        "MS-D030",
        "a watch that ends before an alert can ring",
        "delivery.validate.watch >= the `for` of each alert",
        "the release is declared good in the minutes in which the alert is still waiting");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().validate().watch() == null) {
      return;
    }
    Duration watch = delivery.release().validate().watch();
    for (Alert alert : service.alerts()) {
      if (alert.pending().isZero()) {
        continue;
      }
      findings.compared();
      Duration rings = alert.pending().plus(service.telemetry().every());
      if (watch.compareTo(alert.pending()) < 0) {
        findings
            .error(
                "delivery/validate/watch",
                "watched for %s, but %s rings after %s at the earliest"
                    .formatted(
                        Durations.format(watch), alert.name(), Durations.format(alert.pending())))
            .with("alerts/" + alert.name() + "/for", "how long its condition must hold")
            .sum("%s < %s".formatted(Durations.format(watch), Durations.format(alert.pending())))
            .fix("watch for " + Durations.written(rings) + " or more");
      }
    }
  }
}
