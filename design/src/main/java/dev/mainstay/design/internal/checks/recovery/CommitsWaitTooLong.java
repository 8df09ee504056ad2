package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class CommitsWaitTooLong extends RecoveryCheck {
  CommitsWaitTooLong() {
    super(
        "MS-R023",
        "writes that time out while they wait for the replica",
        "recovery.replication.lag < dependencies.NAME.timeout, for synchronous replication of NAME",
        "each write waits for the replica; all of them time out while both copies are healthy, "
            + "and some were written all the same");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Replication replication = recovery.replication();
    if (replication == null
        || replication.mode() != Replication.Mode.SYNC
        || replication.of() == null) {
      return;
    }
    Duration waits = replication.lag();
    if (waits == null) {
      findings.unknown("recovery/replication/lag");
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      if (!dependency.name().equals(replication.of())) {
        continue;
      }
      findings.compared();
      if (waits.compareTo(dependency.timeout()) >= 0) {
        findings
            .error(
                "recovery/replication/lag",
                "each write waits %s for the replica, with a timeout of %s"
                    .formatted(Durations.format(waits), Durations.format(dependency.timeout())))
            .with("dependencies/" + dependency.name() + "/timeout", "of one call")
            .with("recovery/replication/mode", "each write waits for it")
            .sum(
                "%s >= %s"
                    .formatted(Durations.format(waits), Durations.format(dependency.timeout())))
            .fix("replicate to a nearer zone, or wait longer for writes");
      }
    }
  }
}
