package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;

final class GrowthExhaustsCapacity extends Check {
  private static final double MONTH_DAYS = 30;

  GrowthExhaustsCapacity() {
    super(
        "MS-Q055",
        "growth that exhausts the capacity within the plan",
        "traffic.peak x (1 + growthPerMonth)^months <= instances.max x each.capacity, over "
            + "capacity.horizon, or over capacity.lead when there is no horizon",
        "the day on which the maximum no longer carries the peak is known, and nobody has "
            + "reserved what comes after it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Percentage growth = service.traffic().growthPerMonth();
    if (growth == null || growth.asFraction() == 0) {
      return;
    }
    Rate capacity = service.instances().capacity();
    boolean planned = service.capacity().horizon() != null;
    Duration ahead = planned ? service.capacity().horizon() : service.capacity().lead();
    if (capacity == null || !findings.isWritten("traffic/peak")) {
      findings.unknown(capacity == null ? "instances/each/capacity" : "traffic/peak");
      return;
    }
    if (ahead == null) {
      findings.unknown("capacity/horizon");
      return;
    }
    findings.compared();
    Rate peak = service.traffic().peak();
    int max = service.instances().max();
    double carried = Load.carried(max, capacity);
    double months = Durations.seconds(ahead) / 86_400 / MONTH_DAYS;
    double then = peak.perSecond() * Math.pow(1 + growth.asFraction(), months);
    if (!Load.above(then, carried) || Load.above(peak.perSecond(), carried)) {
      return;
    }
    double lasts = Math.log(carried / peak.perSecond()) / Math.log(1 + growth.asFraction());
    findings
        .warning(
            "instances/max",
            "%d instances carry the growing peak for %s months, but the plan is for %s"
                .formatted(max, Numbers.of(Math.floor(lasts * 10) / 10), Durations.format(ahead)),
            "the peak goes on growing by %s a month".formatted(growth))
        .with("traffic/growthPerMonth", "how it grows")
        .with("traffic/peak", "today's peak")
        .with("instances/each/capacity", "what one instance carries")
        .with(planned ? "capacity/horizon" : "capacity/lead", "how far ahead")
        .sum(
            "%s x (1 + %s)^%s = %s > %d x %s = %s"
                .formatted(
                    peak,
                    growth,
                    Numbers.of(months),
                    Load.rate(then),
                    max,
                    capacity,
                    Load.rate(carried)))
        .fix(
            "reserve %s instances, or look at what makes one carry more"
                .formatted(Numbers.of(Load.instancesFor(then, capacity))));
  }
}
