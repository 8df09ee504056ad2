package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class IncidentBeyondBudget extends Check {
  IncidentBeyondBudget() {
    super(
        "MS-P028",
        "a budget that one incident on target overspends",
        "MTTD + MTTA + MTTM <= (100 % - slo) x over, for availability objectives",
        "one ordinary outage, handled as fast as the team wants to be, breaks the promise for "
            + "the whole window");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    if (recovery == null) {
      return;
    }
    Incident incident = Incident.of(recovery.reliability());
    if (incident.parts() == 0) {
      return;
    }
    double length = Durations.seconds(incident.length());
    for (Promise promise : Promised.availabilities(service)) {
      findings.compared();
      double budget = Promised.budget(promise);
      if (length > budget + 1e-9) {
        var finding =
            findings
                .warning(
                    Promised.share(findings, service, promise),
                    "slo %s over %s leaves %s, but an incident on target lasts %s"
                        .formatted(
                            promise.slo(),
                            Promised.window(promise),
                            Numbers.time(budget),
                            Durations.format(incident.length())),
                    "an incident fails every request until it is mitigated")
                .with(Promised.path(promise) + "/over", "the window");
        incident.name(finding);
        finding
            .sum(
                "%s > (100 %% - %s) x %s = %s"
                    .formatted(
                        incident.sum(),
                        promise.slo(),
                        Promised.window(promise),
                        Numbers.time(budget)))
            .fix("mitigate automatically, shorten the phases, or lower the slo");
      }
    }
  }
}
