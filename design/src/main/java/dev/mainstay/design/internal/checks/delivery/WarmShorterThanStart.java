package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class WarmShorterThanStart extends Check {
  WarmShorterThanStart() {
    super(
        "MS-D019",
        "traffic that is switched to instances that have not started",
        "strategy.blueGreen.warm >= instances.each.startup",
        "all callers at once meet instances that are still loading: the switch is an outage of the rest of the start");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().blueGreen() == null) {
      return;
    }
    Duration warm = delivery.strategy().blueGreen().warm();
    if (warm == null) {
      findings.unknown("delivery/strategy/blueGreen/warm");
      return;
    }
    if (!findings.isWritten("instances/each/startup")) {
      findings.unknown("instances/each/startup");
      return;
    }
    findings.compared();
    Duration startup = service.instances().startup();
    if (warm.compareTo(startup) < 0) {
      findings
          .error(
              "delivery/strategy/blueGreen/warm",
              "switched after %s, but a start takes %s"
                  .formatted(Durations.format(warm), Durations.format(startup)))
          .with("instances/each/startup", "from start to ready")
          .sum("%s < %s".formatted(Durations.format(warm), Durations.format(startup)))
          .fix("warm for " + Durations.written(startup) + " or more");
    }
  }
}
