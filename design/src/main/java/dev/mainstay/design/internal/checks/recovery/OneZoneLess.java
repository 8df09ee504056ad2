package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Site;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;

final class OneZoneLess extends RecoveryCheck {
  OneZoneLess() {
    super(
        "MS-R019",
        "the loss of a zone leaves too little capacity",
        "with survives: zone or region, (instances.max - instances.max / zones, rounded up) x "
            + "instances.each.capacity >= traffic.peak",
        "the zones that are left take the whole load and follow the first one down");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Site survives = recovery.survives();
    Integer zones = recovery.zones();
    if (survives == null || survives == Site.INSTANCE || zones == null) {
      return;
    }
    Rate each = service.instances().capacity();
    if (each == null || !findings.isWritten("traffic/peak")) {
      findings.unknown(each == null ? "instances/each/capacity" : "traffic/peak");
      return;
    }
    findings.compared();
    int all = service.instances().max();
    int lost = Math.ceilDiv(all, zones);
    double left = (all - lost) * each.perSecond();
    Rate peak = service.traffic().peak();
    if (left < peak.perSecond() - 1e-9) {
      findings
          .warning(
              "recovery/zones",
              "without one of %d zones, %d instances carry %s/s, with a peak of %s"
                  .formatted(zones, all - lost, Numbers.of(left), peak),
              "instances are spread evenly and the peak does not wait for new ones")
          .with("recovery/survives", "what must be survived")
          .with("instances/max", "at the most")
          .with("instances/each/capacity", "carried by one")
          .with("traffic/peak", "to be carried")
          .sum("(%d - %d) x %s = %s/s < %s".formatted(all, lost, each, Numbers.of(left), peak))
          .fix("allow more instances, or spread them over more zones");
    }
  }
}
