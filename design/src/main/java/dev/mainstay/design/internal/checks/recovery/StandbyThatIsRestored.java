package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Recovery.Strategy;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class StandbyThatIsRestored extends RecoveryCheck {
  StandbyThatIsRestored() {
    super(
        "MS-R013",
        "a hot standby that is restored from a backup",
        "strategy hotStandby or activeActive has no failover step restore",
        "either the standby has the data and nothing is restored, or it has not and is none: the "
            + "plan was written for another system than the one that runs");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Strategy strategy = recovery.strategy();
    Failover failover = recovery.failover();
    if (strategy == null
        || strategy.compareTo(Strategy.HOT_STANDBY) < 0
        || failover == null
        || failover.steps().isEmpty()) {
      return;
    }
    findings.compared();
    Duration restore = failover.steps().getOrDefault(Step.RESTORE, Duration.ZERO);
    if (!restore.isZero()) {
      findings
          .error(
              Steps.path(Step.RESTORE),
              "%s to restore, but the standby is said to have the data"
                  .formatted(Durations.format(restore)))
          .with("recovery/strategy", "a standby that runs with current data")
          .sum("restore %s > 0s".formatted(Durations.format(restore)))
          .fix("drop the step, or call the strategy warmStandby, coldStandby or restore");
    }
  }
}
