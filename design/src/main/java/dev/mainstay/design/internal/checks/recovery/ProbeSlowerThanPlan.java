package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Health.Probe;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ProbeSlowerThanPlan extends RecoveryCheck {
  ProbeSlowerThanPlan() {
    super(
        "MS-R038",
        "an automatic failover that starts before the probes have failed",
        "for an automatic failover: steps.detection >= health.readiness.every x failures",
        "the plan's first step takes longer than planned, every time");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration planned = failover == null ? null : failover.steps().get(Step.DETECTION);
    if (failover == null || planned == null || !Boolean.TRUE.equals(failover.automatic())) {
      return;
    }
    if (!findings.isWritten("health/readiness/every")) {
      findings.unknown("health/readiness/every");
      return;
    }
    findings.compared();
    Probe probe = service.health().readiness();
    Duration noticed = probe.every().multipliedBy(probe.failures());
    if (noticed.compareTo(planned) > 0) {
      findings
          .warning(
              Steps.path(Step.DETECTION),
              "%s planned, but readiness fails after %s"
                  .formatted(Durations.format(planned), Durations.format(noticed)),
              "the readiness probe starts the failover")
          .with("health/readiness/every", "the interval")
          .with("health/readiness/failures", "in a row")
          .sum(
              "%s x %d = %s > %s"
                  .formatted(
                      Durations.format(probe.every()),
                      probe.failures(),
                      Durations.format(noticed),
                      Durations.format(planned)))
          .fix("probe more often, or plan %s".formatted(Durations.written(noticed)));
    }
  }
}
