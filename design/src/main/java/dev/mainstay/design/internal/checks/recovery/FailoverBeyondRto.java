package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class FailoverBeyondRto extends RecoveryCheck {
  FailoverBeyondRto() {
    super(
        "MS-R004",
        "failover steps that take longer than the recovery may",
        "the sum of recovery.failover.steps, with propagation of at least ttl, <= recovery.rto",
        "every step takes as long as planned and the recovery is late");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration rto = recovery.rto();
    Failover failover = recovery.failover();
    if (rto == null || failover == null || failover.steps().isEmpty()) {
      return;
    }
    findings.compared();
    Steps steps = Steps.of(failover);
    if (steps.sum().compareTo(rto) > 0) {
      var finding =
          findings.error(
              "recovery/rto",
              "rto %s, but the failover takes %s"
                  .formatted(Durations.format(rto), Durations.format(steps.sum())));
      for (Step step : failover.steps().keySet()) {
        finding.with(Steps.path(step), Steps.word(step));
      }
      finding
          .sum("%s > %s".formatted(steps.words(), Durations.format(rto)))
          .fix("shorten " + Steps.word(steps.longest()) + ", or raise the rto");
    }
  }
}
