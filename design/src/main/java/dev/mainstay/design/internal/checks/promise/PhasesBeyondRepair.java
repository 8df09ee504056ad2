package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class PhasesBeyondRepair extends Check {
  PhasesBeyondRepair() {
    super(
        "MS-P027",
        "an incident whose phases take longer than the whole",
        "MTTD + MTTA + MTTM <= MTTR",
        "the target for the whole cannot be met even when each phase meets its own");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    if (recovery == null || recovery.reliability().mttr() == null) {
      return;
    }
    Duration whole = recovery.reliability().mttr();
    Incident incident = Incident.of(recovery.reliability());
    if (whole == null || incident.parts() == 0) {
      return;
    }
    findings.compared();
    if (incident.length().compareTo(whole) > 0) {
      var finding =
          findings.error(
              "recovery/reliability/mttr",
              "mttr %s, but noticing, answering and mitigating take %s"
                  .formatted(Durations.format(whole), Durations.format(incident.length())));
      incident.name(finding);
      finding
          .sum("%s > %s".formatted(incident.sum(), Durations.format(whole)))
          .fix("raise mttr to %s or more".formatted(Durations.format(incident.length())));
    }
  }
}
