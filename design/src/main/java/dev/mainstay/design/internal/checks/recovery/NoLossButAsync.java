package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class NoLossButAsync extends RecoveryCheck {
  NoLossButAsync() {
    super(
        "MS-R003",
        "no loss promised over asynchronous replication",
        "recovery.rpo: 0s needs recovery.replication.mode: sync",
        "a write is confirmed before it is copied; whatever was under way when the primary died "
            + "is gone, and its callers were told that it was done");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration rpo = recovery.rpo();
    Replication replication = recovery.replication();
    if (rpo == null || !rpo.isZero() || replication == null || replication.mode() == null) {
      return;
    }
    findings.compared();
    if (replication.mode() == Replication.Mode.ASYNC) {
      Duration lag = replication.lag();
      findings
          .error("recovery/rpo", "rpo 0s, but the replication is asynchronous")
          .with("recovery/replication/mode", "confirmed before it is copied")
          .sum(
              "lag %s > 0s"
                  .formatted(lag == null ? "of an asynchronous copy" : Durations.format(lag)))
          .fix("replicate synchronously, or say how much may be lost");
    }
  }
}
