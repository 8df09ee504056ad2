package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AutomaticButDecided extends RecoveryCheck {
  AutomaticButDecided() {
    super(
        "MS-R037",
        "an automatic failover that waits for a decision",
        "with automatic: true, steps.decision is absent or 0s",
        "somebody believes that it happens by itself, and somebody waits to be asked");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    if (failover == null
        || !Boolean.TRUE.equals(failover.automatic())
        || failover.steps().isEmpty()) {
      return;
    }
    findings.compared();
    Duration decision = failover.steps().getOrDefault(Step.DECISION, Duration.ZERO);
    if (!decision.isZero()) {
      findings
          .error(
              Steps.path(Step.DECISION),
              "%s for a decision in a failover that is said to be automatic"
                  .formatted(Durations.format(decision)))
          .with("recovery/failover/automatic", "without a person")
          .sum("decision %s > 0s".formatted(Durations.format(decision)))
          .fix("drop the step, or write `automatic: false`");
    }
  }
}
