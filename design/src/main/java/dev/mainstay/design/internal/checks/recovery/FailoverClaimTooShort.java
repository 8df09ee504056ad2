package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class FailoverClaimTooShort extends RecoveryCheck {
  FailoverClaimTooShort() {
    super(
        "MS-R009",
        "a failover said to take less than its steps",
        "recovery.failover.takes >= the sum of its steps, with propagation of at least ttl",
        "callers and drills count on the shorter figure");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration claimed = failover == null ? null : failover.takes();
    if (failover == null || claimed == null || failover.steps().isEmpty()) {
      return;
    }
    findings.compared();
    Steps steps = Steps.of(failover);
    if (steps.sum().compareTo(claimed) > 0) {
      findings
          .error(
              "recovery/failover/takes",
              "said to take %s, but its steps take %s"
                  .formatted(Durations.format(claimed), Durations.format(steps.sum())))
          .with("recovery/failover/steps", "one after another")
          .sum("%s > %s".formatted(steps.words(), Durations.format(claimed)))
          .fix("write `takes: %s`, or shorten the steps".formatted(Durations.written(steps.sum())));
    }
  }
}
