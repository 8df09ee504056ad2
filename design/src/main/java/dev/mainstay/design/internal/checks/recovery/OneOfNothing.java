package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Site;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;

final class OneOfNothing extends RecoveryCheck {
  OneOfNothing() {
    super(
        "MS-R020",
        "a loss to be survived with nothing left after it",
        "survives: instance needs instances.min >= 2; survives: zone or region also zones >= 2 "
            + "when zones are written",
        "the single copy is the failure that was to be survived");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Site survives = recovery.survives();
    if (survives == null) {
      return;
    }
    if (findings.isWritten("instances/min")) {
      findings.compared();
      if (service.instances().min() < 2) {
        findings
            .error("recovery/survives", "one instance, and its loss is to be survived")
            .with("instances/min", "always running")
            .sum("1 - 1 = 0 instances left")
            .fix("run at least two");
      }
    } else {
      findings.unknown("instances/min");
    }
    Integer zones = recovery.zones();
    if (zones != null && survives == Site.ZONE) {
      findings.compared();
      if (zones < 2) {
        findings
            .error("recovery/zones", "one zone, and its loss is to be survived")
            .with("recovery/survives", "what must be survived")
            .sum("1 - 1 = 0 zones left")
            .fix("spread over at least two zones");
      }
    }
  }
}
