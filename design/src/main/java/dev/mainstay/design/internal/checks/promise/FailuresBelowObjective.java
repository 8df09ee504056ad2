package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class FailuresBelowObjective extends Check {
  FailuresBelowObjective() {
    super(
        "MS-P026",
        "targets for incidents that do not give the objective",
        "MTBF / (MTBF + MTTR) >= the availability slo",
        "the team meets every incident target and breaks the availability objective");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    var mtbf = recovery == null ? null : recovery.reliability().mtbf();
    var mttr = recovery == null ? null : recovery.reliability().mttr();
    if (mtbf == null || mttr == null) {
      return;
    }
    double up = Durations.seconds(mtbf);
    double down = Durations.seconds(mttr);
    if (up + down == 0) {
      return;
    }
    double availability = up / (up + down);
    for (Promise promise : Promised.availabilities(service)) {
      findings.compared();
      if (availability < 1 - Promised.allowed(promise) - 1e-12) {
        findings
            .warning(
                Promised.share(findings, service, promise),
                "slo %s, but a failure every %s repaired in %s gives %s"
                    .formatted(
                        promise.slo(),
                        Durations.format(mtbf),
                        Durations.format(mttr),
                        Numbers.percent(availability)),
                "a failure fails every request until it is repaired")
            .with("recovery/reliability/mtbf", "between failures")
            .with("recovery/reliability/mttr", "until repaired")
            .sum(
                "%s / (%s + %s) = %s < %s"
                    .formatted(
                        Numbers.time(up),
                        Numbers.time(up),
                        Numbers.time(down),
                        Numbers.percent(availability),
                        promise.slo()))
            .fix(
                "repair within %s, fail less often, or lower the slo"
                    .formatted(
                        Numbers.time(
                            up * Promised.allowed(promise) / (1 - Promised.allowed(promise)))));
      }
    }
  }
}
