package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

final class DrillBeyondRto extends RecoveryCheck {
  DrillBeyondRto() {
    super(
        "MS-R036",
        "a drill that passes though the recovery is too late or loses too much",
        "for `failover`, a lost zone or region: expect.recovery <= recovery.rto and expect.loss <= "
            + "recovery.rpo",
        "the drill is green, the evidence is filed, and the objective was missed in it");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      if (!(drill.fault() instanceof Fault.Failover)
          && !(drill.fault() instanceof Fault.SiteFails)) {
        continue;
      }
      compare(drill, "recovery", drill.expect().recovery(), "rto", recovery.rto(), findings);
      compare(drill, "loss", drill.expect().loss(), "rpo", recovery.rpo(), findings);
    }
  }

  private static void compare(
      Drill drill,
      String key,
      @Nullable Duration expected,
      String objective,
      @Nullable Duration most,
      Findings findings) {
    if (expected == null || most == null) {
      return;
    }
    findings.compared();
    if (expected.compareTo(most) > 0) {
      findings
          .error(
              drill(drill) + "/expect/" + key,
              "%s passes with a %s of %s, but the %s is %s"
                  .formatted(
                      drill.name(),
                      key,
                      Durations.format(expected),
                      objective,
                      Durations.format(most)))
          .with("recovery/" + objective, "the objective")
          .sum("%s > %s".formatted(Durations.format(expected), Durations.format(most)))
          .fix("expect %s or less".formatted(Durations.written(most)));
    }
  }
}
