package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RollingBackTooSlow extends Check {
  RollingBackTooSlow() {
    super(
        "MS-D008",
        "a rolling update that cannot be undone in the time it has",
        "waves x instances.each.startup <= delivery.rollback.within, where nothing keeps the old instances",
        "the way back starts every old instance anew, wave after wave, while callers meet the bad version");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null
        || delivery.strategy().rolling() == null
        || delivery.strategy().blueGreen() != null
        || !delivery.strategy().canary().isEmpty()) {
      return;
    }
    if (!findings.isWritten("delivery/rollback/within")) {
      findings.unknown("delivery/rollback/within");
      return;
    }
    if (!findings.isWritten("instances/each/startup")) {
      findings.unknown("instances/each/startup");
      return;
    }
    findings.compared();
    Duration within = delivery.rollback().within();
    int most = service.instances().max();
    int least = service.instances().min();
    if (needed(service, delivery, least).compareTo(within) > 0) {
      tell(
          service,
          delivery,
          least,
          findings.error("delivery/rollback/within", message(service, delivery, least)));
    } else if (needed(service, delivery, most).compareTo(within) > 0) {
      tell(
          service,
          delivery,
          most,
          findings.warning(
              "delivery/rollback/within",
              message(service, delivery, most),
              "a bad release can meet the service scaled out to its maximum"));
    }
  }

  private static Duration needed(Service service, Delivery delivery, int instances) {
    return service.instances().startup().multipliedBy(delivery.strategy().waves(instances));
  }

  private static String message(Service service, Delivery delivery, int instances) {
    return "rollback within %s, but %d instances take %s"
        .formatted(
            Durations.format(delivery.rollback().within()),
            instances,
            Durations.format(needed(service, delivery, instances)));
  }

  private static void tell(
      Service service, Delivery delivery, int instances, Findings.Finding finding) {
    int atOnce = delivery.strategy().atOnce(instances);
    finding
        .with("delivery/strategy/rolling", "%d at once".formatted(atOnce))
        .with("instances/each/startup", "a start of the old version")
        .with(
            instances == service.instances().min() ? "instances/min" : "instances/max",
            "instances to bring back")
        .sum(
            "ceil(%d / %d) x %s = %s > %s"
                .formatted(
                    instances,
                    atOnce,
                    Durations.format(service.instances().startup()),
                    Durations.format(needed(service, delivery, instances)),
                    Durations.format(delivery.rollback().within())))
        .fix("bring back more instances at once, or keep the old ones: blueGreen or canary");
  }
}
