package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.promise.Incidents.Target;
import dev.mainstay.kernel.Durations;
import java.util.List;

final class IncidentBeyondBudget extends Check {
  IncidentBeyondBudget() {
    super(
        "MS-P028",
        "a budget that one incident on target overspends",
        "MTTM, or without it MTTD + MTTA, <= (100 % - slo) x over, for availability objectives",
        "one ordinary outage, handled as fast as the team wants to be, breaks the promise for "
            + "the whole window");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<Target> outage = Incidents.of(service, findings).outage();
    if (outage.isEmpty()) {
      return;
    }
    double length = Durations.seconds(Incidents.sum(outage));
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
                            Durations.format(Incidents.sum(outage))),
                    "an incident fails every request until it is mitigated")
                .with(Promised.path(promise) + "/over", "the window");
        Incidents.name(finding, outage);
        finding
            .sum(
                "%s > (100 %% - %s) x %s = %s"
                    .formatted(
                        Incidents.words(outage),
                        promise.slo(),
                        Promised.window(promise),
                        Numbers.time(budget)))
            .fix("mitigate automatically, shorten the phases, or lower the slo");
      }
    }
  }
}
