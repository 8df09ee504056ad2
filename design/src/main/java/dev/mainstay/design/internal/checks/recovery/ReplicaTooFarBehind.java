package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ReplicaTooFarBehind extends RecoveryCheck {
  ReplicaTooFarBehind() {
    super(
        "MS-R002",
        "a standby that is further behind than the recovery point allows",
        "recovery.replication.lag <= recovery.rpo, for asynchronous replication to a standby that "
            + "traffic moves to",
        "a failover loses what the standby had not received yet: more than was agreed");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Replication replication = recovery.replication();
    Duration rpo = recovery.rpo();
    var strategy = recovery.strategy();
    if (replication == null
        || rpo == null
        || rpo.isZero()
        || replication.mode() == Replication.Mode.SYNC
        || strategy == null
        || !strategy.replicates()) {
      return;
    }
    Duration lag = replication.lag();
    if (lag == null) {
      findings.unknown("recovery/replication/lag");
      return;
    }
    findings.compared();
    if (lag.compareTo(rpo) > 0) {
      findings
          .error(
              "recovery/replication/lag",
              "the standby is %s behind, but only %s may be lost"
                  .formatted(Durations.format(lag), Durations.format(rpo)))
          .with("recovery/rpo", "the most that may be lost")
          .with("recovery/strategy", "traffic moves to the standby")
          .sum("%s > %s".formatted(Durations.format(lag), Durations.format(rpo)))
          .fix("keep the standby within %s, or raise the rpo".formatted(Durations.written(rpo)));
    }
  }
}
