package dev.mainstay.design.internal.claims;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Backup;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Target;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is stated of coming back from a disaster. */
final class RecoveryClaims {
  private final Statements claims;

  private RecoveryClaims(Statements claims) {
    this.claims = claims;
  }

  static void add(Statements claims, Recovery recovery) {
    var all = new RecoveryClaims(claims);
    Recovery.Strategy strategy = recovery.strategy();
    Method disaster =
        strategy != null && strategy.replicates() ? Method.FAILOVER_DRILL : Method.RESTORE_TEST;
    all.within("recovery/rpo", disaster, recovery.rpo(), "a disaster loses %s of data at most");
    all.within("recovery/rto", disaster, recovery.rto(), "users are served %s after a disaster");
    for (Backup backup : recovery.backups()) {
      all.within(
          "recovery/backup/of/" + backup.of() + "/restores",
          Method.RESTORE_TEST,
          backup.restoreTakes(),
          "the backup of " + backup.of() + " is restored within %s");
    }
    Recovery.Failover failover = recovery.failover();
    if (failover != null) {
      Duration takes = failover.takes();
      all.within(
          "recovery/failover",
          Method.FAILOVER_DRILL,
          takes == null ? failover.sum() : takes,
          "traffic is moved to what still works within %s");
    }
    all.within(
        "recovery/reliability/mttd",
        Method.TELEMETRY,
        recovery.reliability().mttd(),
        "a failure is noticed within %s on average");
    all.within(
        "recovery/reliability/mttr",
        Method.TELEMETRY,
        recovery.reliability().mttr(),
        "a failure is resolved within %s on average");
    recovery.drills().forEach(all::drill);
  }

  private void drill(Drill drill) {
    String path = "recovery/drills/" + drill.name();
    Method method =
        switch (drill.fault()) {
          case Drill.Fault.Failover ignored -> Method.FAILOVER_DRILL;
          case Drill.Fault.Restore ignored -> Method.RESTORE_TEST;
          case Drill.Fault.InstanceFails ignored -> Method.FAULT_DRILL;
          case Drill.Fault.SiteFails ignored -> Method.FAULT_DRILL;
          case Drill.Fault.DependencyFails ignored -> Method.FAULT_DRILL;
          case Drill.Fault.DependencySlower ignored -> Method.FAULT_DRILL;
        };
    within(
        path + "/recovery",
        method,
        drill.expect().recovery(),
        drill.name() + ": all is normal again %s after the fault");
    within(
        path + "/loss", method, drill.expect().loss(), drill.name() + " loses %s of data at most");
    Percentage errors = drill.expect().errors();
    if (errors != null) {
      claims.add(
          path + "/errors",
          method,
          Target.atLeast(errors.complement()),
          "%s: at most %s of the requests fail".formatted(drill.name(), errors));
    }
  }

  private void within(String path, Method method, @Nullable Duration most, String statement) {
    if (most != null) {
      claims.add(path, method, Target.within(most), statement.formatted(Durations.format(most)));
    }
  }
}
