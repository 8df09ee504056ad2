package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;

final class HeadroomMissing extends Check {
  HeadroomMissing() {
    super(
        "MS-Q056",
        "headroom that is not there",
        "traffic.peak x (1 + capacity.headroom) <= instances.max x each.capacity",
        "the reserve that everybody counts on when a zone fails or a campaign succeeds exists "
            + "only in the plan");
  }

  @Override
  public void check(Service service, Findings findings) {
    Percentage headroom = service.capacity().headroom();
    if (headroom == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null || !findings.isWritten("traffic/peak")) {
      findings.unknown(capacity == null ? "instances/each/capacity" : "traffic/peak");
      return;
    }
    findings.compared();
    Rate peak = service.traffic().peak();
    int max = service.instances().max();
    double carried = Load.carried(max, capacity);
    double wanted = peak.perSecond() * (1 + headroom.asFraction());
    if (Load.above(wanted, carried)) {
      findings
          .error(
              "capacity/headroom",
              "%s above the peak are kept free, but there is %s"
                  .formatted(
                      headroom, Numbers.percent(Math.max(0, carried / peak.perSecond() - 1))))
          .with("traffic/peak", "the load")
          .with("instances/max", "the most that run")
          .with("instances/each/capacity", "what one instance carries")
          .sum(
              "%s x (1 + %s) = %s > %d x %s = %s"
                  .formatted(peak, headroom, Load.rate(wanted), max, capacity, Load.rate(carried)))
          .fix(
              "let %s instances run at most"
                  .formatted(Numbers.of(Load.instancesFor(wanted, capacity))));
    }
  }
}
