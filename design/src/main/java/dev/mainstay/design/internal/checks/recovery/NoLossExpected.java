package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Replication;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class NoLossExpected extends RecoveryCheck {
  NoLossExpected() {
    super(
        "MS-R034",
        "a failover drill that expects less loss than the replica is behind",
        "for `failover` and a lost zone or region: drills.NAME.expect.loss >= "
            + "recovery.replication.lag, when mode is async",
        "the drill passes on a quiet night, when nothing was under way, and the real failover "
            + "loses what the drill never saw");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Replication replication = recovery.replication();
    if (replication == null || replication.mode() != Replication.Mode.ASYNC) {
      return;
    }
    for (Drill drill : recovery.drills()) {
      Duration expected = drill.expect().loss();
      boolean moves =
          drill.fault() instanceof Fault.Failover || drill.fault() instanceof Fault.SiteFails;
      if (expected == null || !moves) {
        continue;
      }
      Duration lag = replication.lag();
      if (lag == null) {
        findings.unknown("recovery/replication/lag");
        continue;
      }
      findings.compared();
      if (expected.compareTo(lag) < 0) {
        findings
            .error(
                drill(drill) + "/expect/loss",
                "%s expects a loss of at most %s, but the replica is %s behind"
                    .formatted(drill.name(), Durations.format(expected), Durations.format(lag)))
            .with("recovery/replication/mode", "confirmed before it is copied")
            .with("recovery/replication/lag", "how far it is behind")
            .sum("%s < %s".formatted(Durations.format(expected), Durations.format(lag)))
            .fix(
                "expect a loss of %s, or replicate synchronously"
                    .formatted(Durations.written(lag)));
      }
    }
  }
}
