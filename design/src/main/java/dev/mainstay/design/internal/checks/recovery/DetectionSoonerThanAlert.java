package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

final class DetectionSoonerThanAlert extends RecoveryCheck {
  DetectionSoonerThanAlert() {
    super(
        "MS-R010",
        "a failure noticed sooner than any alert fires",
        "for a manual failover: steps.detection >= the shortest alerts.NAME.for + telemetry.every "
            + "of severity P0 and P1",
        "the first minutes of the plan go by before anybody can know");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration planned = failover == null ? null : failover.steps().get(Step.DETECTION);
    if (failover == null
        || planned == null
        || failover.automatic() == null
        || failover.automatic()) {
      return;
    }
    Optional<Alert> first =
        service.alerts().stream()
            .filter(alert -> alert.severity() == Severity.P0 || alert.severity() == Severity.P1)
            .min(Comparator.comparing(Alert::pending));
    if (first.isEmpty()) {
      findings.unknown("alerts");
      return;
    }
    findings.compared();
    Duration sooner = first.get().pending().plus(service.telemetry().every());
    if (sooner.compareTo(planned) > 0) {
      findings
          .warning(
              Steps.path(Step.DETECTION),
              "%s planned, but the first alert, %s, fires after %s"
                  .formatted(
                      Durations.format(planned), first.get().name(), Durations.format(sooner)),
              "people hear of the failure by these alerts")
          .with("alerts/" + first.get().name() + "/for", "how long it must hold")
          .with("telemetry/every", "until it is seen at all")
          .sum(
              "%s + %s = %s > %s"
                  .formatted(
                      Durations.format(first.get().pending()),
                      Durations.format(service.telemetry().every()),
                      Durations.format(sooner),
                      Durations.format(planned)))
          .fix("shorten the alert's for, or plan %s".formatted(Durations.written(sooner)));
    }
  }
}
