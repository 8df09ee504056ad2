package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TriggerLongerThanBake extends Check {
  TriggerLongerThanBake() {
    super(
        "MS-D009",
        "a rollback trigger that needs longer than the step it should judge",
        "the trigger's `for` <= bake of the first step, and <= the whole rollout with its watch",
        "the step passes before its own alarm can ring, and the bad release goes on to more callers");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().canary().isEmpty()) {
      return;
    }
    Duration first = delivery.strategy().canary().getFirst().bake();
    Duration whole = Duration.ZERO;
    for (Delivery.Step step : delivery.strategy().canary()) {
      whole = whole.plus(step.bake());
    }
    Duration watch = delivery.release().validate().watch();
    whole = watch == null ? whole : whole.plus(watch);
    for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
      Duration lasts = Triggers.lasts(delivery.rollback().triggers().get(i));
      if (lasts.isZero()) {
        continue;
      }
      findings.compared();
      if (lasts.compareTo(first) <= 0) {
        continue;
      }
      boolean never = lasts.compareTo(whole) > 0;
      String path = "delivery/rollback/when/" + i;
      String message =
          "fires after %s, but %s"
              .formatted(
                  Durations.format(lasts),
                  never
                      ? "the whole rollout lasts " + Durations.format(whole)
                      : "the first step lasts " + Durations.format(first));
      (never
              ? findings.error(path, message)
              : findings.warning(path, message, "a bad release is bad from its first request"))
          .with("delivery/strategy/canary/0/bake", "the first step")
          .with("delivery/validate/watch", "the watch afterwards")
          .sum(
              "%s > %s".formatted(Durations.format(lasts), Durations.format(never ? whole : first)))
          .fix(
              "bake the first step for " + Durations.written(lasts) + " or more, or shorten `for`");
    }
  }
}
