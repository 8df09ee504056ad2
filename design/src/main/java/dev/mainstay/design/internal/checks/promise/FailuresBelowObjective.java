package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.promise.Incidents.Target;
import dev.mainstay.kernel.Durations;

final class FailuresBelowObjective extends Check {
  FailuresBelowObjective() {
    super(
        "MS-P026",
        "targets for incidents that do not give the objective",
        "MTBF / (MTBF + MTTR) >= the availability slo; with MTTM in place of MTTR when it is written",
        "the team meets every incident target and breaks the availability objective");
  }

  @Override
  public void check(Service service, Findings findings) {
    Incidents incidents = Incidents.of(service, findings);
    Target mtbf = incidents.between();
    Target repair = incidents.mitigate() == null ? incidents.resolve() : incidents.mitigate();
    if (mtbf == null || repair == null) {
      return;
    }
    double up = Durations.seconds(mtbf.mean());
    double down = Durations.seconds(repair.mean());
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
                "slo %s, but a failure every %s that lasts %s gives %s"
                    .formatted(
                        promise.slo(),
                        Durations.format(mtbf.mean()),
                        Durations.format(repair.mean()),
                        Numbers.percent(availability)),
                "a failure fails every request while it lasts")
            .with(mtbf.design(), mtbf.path(), "between failures")
            .with(repair.design(), repair.path(), "until users are served")
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
