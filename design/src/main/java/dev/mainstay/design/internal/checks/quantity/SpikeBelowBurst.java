package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Capacity;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class SpikeBelowBurst extends Check {
  SpikeBelowBurst() {
    super(
        "MS-Q052",
        "a spike test below the burst",
        "tests.spike.rate >= traffic.burst.rate, and its for >= that of the burst",
        "queues, pools and limits meet the designed burst for the first time in production");
  }

  @Override
  public void check(Service service, Findings findings) {
    Capacity.Test spike = service.capacity().spike();
    Traffic.Burst burst = service.traffic().burst();
    if (spike == null || burst == null) {
      return;
    }
    findings.compared();
    if (spike.rate().compareTo(burst.rate()) < 0) {
      findings
          .error(
              "capacity/tests/spike/rate",
              "tested with %s, but bursts reach %s".formatted(spike.rate(), burst.rate()))
          .with("traffic/burst/rate", "the burst")
          .sum("%s < %s".formatted(spike.rate(), burst.rate()))
          .fix("test with " + burst.rate() + " or more");
    } else if (spike.lasted().compareTo(burst.lasts()) < 0) {
      findings
          .error(
              "capacity/tests/spike/for",
              "tested for %s, but bursts last %s"
                  .formatted(Durations.format(spike.lasted()), Durations.format(burst.lasts())))
          .with("traffic/burst/for", "the burst")
          .sum(
              "%s < %s"
                  .formatted(Durations.format(spike.lasted()), Durations.format(burst.lasts())))
          .fix("test for " + Durations.written(burst.lasts()) + " or longer");
    }
  }
}
