package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.util.List;

final class BurstBeforeScaling extends Check {
  BurstBeforeScaling() {
    super(
        "MS-Q008",
        "a burst that is over before scaling helps",
        "where instances.min does not carry traffic.burst.rate: scale.upAfter, a cooldown for each "
            + "further step, and each.startup together < traffic.burst.for",
        "the autoscaler starts instances for a burst that has already failed, every time");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    Traffic.Burst burst = service.traffic().burst();
    if (scaling == null || burst == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    int min = service.instances().min();
    double needed = Load.instancesFor(burst.rate().perSecond(), capacity);
    if (needed <= min || needed > service.instances().max()) {
      return;
    }
    List<Integer> steps = scaling.stepsUp(min, (int) needed);
    Duration decided = scaling.timeFor(steps.size() - 1);
    // a default accuses nobody
    Duration startup =
        findings.isWritten("instances/each/startup")
            ? service.instances().startup()
            : Duration.ZERO;
    Duration ready = decided.plus(startup);
    if (ready.compareTo(burst.lasts()) < 0) {
      return;
    }
    findings
        .warning(
            "instances/min",
            "%d instances carry %s of a burst of %s, and scaling takes %s"
                .formatted(
                    min,
                    Load.rate(Load.carried(min, capacity)),
                    burst.rate(),
                    Durations.format(ready)),
            "the burst comes while no more than the minimum runs")
        .with("traffic/burst/rate", "the burst")
        .with("traffic/burst/for", "how long it lasts")
        .with("instances/scale/upAfter", "until scaling begins")
        .with("instances/each/startup", "until a new instance helps")
        .sum(
            "%s for %s %s + %s to start = %s >= %s"
                .formatted(
                    Durations.format(decided),
                    steps.size() - 1,
                    steps.size() == 2 ? "step" : "steps",
                    Durations.format(startup),
                    Durations.format(ready),
                    Durations.format(burst.lasts())))
        .fix("write `min: " + Numbers.of(needed) + "`, or queue or shed the burst");
  }
}
