package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class TakenAwayBeforeStarted extends Check {
  TakenAwayBeforeStarted() {
    super(
        "MS-Q017",
        "instances are taken away sooner than one can be started",
        "the longer of scale.downAfter and scale.cooldown >= each.startup",
        "a short lull costs instances that cannot be back in time when the load returns");
  }

  @Override
  public void check(Service service, Findings findings) {
    Scaling scaling = service.instances().scaling();
    if (scaling == null
        || !findings.isWritten("instances/scale/downAfter")
        || !findings.isWritten("instances/each/startup")) {
      return;
    }
    findings.compared();
    Duration waits = Numbers.max(scaling.downAfter(), scaling.cooldown());
    Duration startup = service.instances().startup();
    if (waits.compareTo(startup) < 0) {
      findings
          .warning(
              "instances/scale/downAfter",
              "an instance goes after %s, and takes %s to come back"
                  .formatted(Durations.format(waits), Durations.format(startup)),
              "the load returns after a lull")
          .with("instances/each/startup", "from start to ready")
          .sum("%s < %s".formatted(Durations.format(waits), Durations.format(startup)))
          .fix("raise it to several times the start-up, such as 5m");
    }
  }
}
