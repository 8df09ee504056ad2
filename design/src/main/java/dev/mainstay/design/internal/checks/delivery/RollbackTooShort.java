package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RollbackTooShort extends Check {
  RollbackTooShort() {
    super(
        "MS-D002",
        "a rollback that cannot be done in the time it has",
        "delivery.rollback.within >= delivery.process.grace + instances.each.startup",
        "the way back is reported as failed while it is still going on, and somebody "
            + "interferes");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    Delivery.Run run = delivery.run();
    if (run == null) {
      return;
    }
    findings.compared();
    Duration within = delivery.rollback().within();
    Duration grace = run.process().grace();
    Duration startup = service.instances().startup();
    Duration needed = grace.plus(startup);
    if (needed.compareTo(within) <= 0) {
      return;
    }
    String message =
        "rollback within %s, but it takes %s"
            .formatted(Durations.format(within), Durations.format(needed));
    boolean proved = grace.compareTo(within) > 0;
    (proved
            ? findings.error("delivery/rollback/within", message)
            : findings.warning(
                "delivery/rollback/within", message, "a start takes as long as declared"))
        .with("delivery/process/grace", "the bad version drains")
        .with("instances/each/startup", "the good version starts")
        .sum(
            "%s + %s = %s > %s"
                .formatted(
                    Durations.format(grace),
                    Durations.format(startup),
                    Durations.format(needed),
                    Durations.format(within)))
        .fix("raise within to " + Durations.written(needed) + " or more");
  }
}
