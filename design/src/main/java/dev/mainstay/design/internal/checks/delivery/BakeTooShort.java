package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class BakeTooShort extends Check {
  BakeTooShort() {
    super(
        "MS-D004",
        "a canary step that ends before it can be measured",
        "delivery.strategy.canary.bake >= 2 x telemetry.every",
        "a rate needs two scrapes; the step is passed without one");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    Duration every = service.telemetry().every();
    for (int i = 0; i < delivery.strategy().canary().size(); i++) {
      findings.compared();
      Duration bake = delivery.strategy().canary().get(i).bake();
      if (bake.compareTo(every.multipliedBy(2)) < 0) {
        findings
            .error(
                "delivery/strategy/canary/" + i + "/bake",
                "bake %s, shorter than two scrapes".formatted(Durations.format(bake)))
            .with("telemetry/every", "the scrape interval")
            .sum(
                "%s < 2 x %s = %s"
                    .formatted(
                        Durations.format(bake),
                        Durations.format(every),
                        Durations.format(every.multipliedBy(2))))
            .fix("bake longer, or scrape more often");
      }
    }
  }
}
