package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class RolloutBeyondItsTime extends Check {
  RolloutBeyondItsTime() {
    super(
        "MS-D007",
        "a rollout that takes longer than it may",
        "waves x instances.each.startup + the bakes + validate.watch <= delivery.takes",
        "the rollout is still under way when everybody thinks that it is over, and the next one starts into it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.release().takes() == null) {
      return;
    }
    if (!findings.isWritten("instances/each/startup")) {
      findings.unknown("instances/each/startup");
      return;
    }
    findings.compared();
    Duration takes = delivery.release().takes();
    Duration startup = service.instances().startup();
    int waves = delivery.strategy().waves(service.instances().min());
    Duration sum = startup.multipliedBy(waves);
    List<String> terms = new ArrayList<>(List.of(waves + " x " + Durations.format(startup)));
    for (Delivery.Step step : delivery.strategy().canary()) {
      sum = sum.plus(step.bake());
      terms.add(Durations.format(step.bake()));
    }
    Duration watch = delivery.release().validate().watch();
    if (watch != null) {
      sum = sum.plus(watch);
      terms.add(Durations.format(watch));
    }
    if (sum.compareTo(takes) > 0) {
      findings
          .error(
              "delivery/takes",
              "a rollout takes %s, more than %s"
                  .formatted(Durations.format(sum), Durations.format(takes)))
          .with("instances/min", "instances that are replaced")
          .with("instances/each/startup", "a start")
          .with("delivery/strategy", "how many at once, and how long each step is held")
          .with("delivery/validate/watch", "the watch afterwards")
          .sum(
              "%s = %s > %s"
                  .formatted(
                      String.join(" + ", terms), Durations.format(sum), Durations.format(takes)))
          .fix("allow " + Durations.written(sum) + " or more, or replace more instances at once");
    }
  }
}
