package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Overload;
import dev.mainstay.design.Overload.Resource;
import dev.mainstay.design.Scaling;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;
import java.time.Duration;

final class LimitBeforeScaling extends Check {
  LimitBeforeScaling() {
    super(
        "MS-Q021",
        "a rate limit that the running instances do not carry",
        "limits.global <= instances.min x each.capacity, or requests are shed by cpu, threads or "
            + "memory or refused after threads.wait until scaling has helped",
        "while instances start, everything that the limit lets in queues, and all of it times out "
            + "instead of a part");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate global = limits == null ? null : limits.global();
    Scaling scaling = service.instances().scaling();
    if (global == null || scaling == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    int min = service.instances().min();
    double carried = Load.carried(min, capacity);
    if (!Load.above(global.perSecond(), carried) || protectedOtherwise(service)) {
      return;
    }
    int needed =
        (int) Math.min(Load.instancesFor(global.perSecond(), capacity), service.instances().max());
    int steps = scaling.stepsUp(min, needed).size() - 1;
    Duration ready = scaling.timeFor(steps).plus(service.instances().startup());
    findings
        .warning(
            "overload/limits/global",
            "%s are let in, but the %d instances that always run carry %s"
                .formatted(global, min, Load.rate(carried)),
            "the load rises to the limit in less than " + Durations.format(ready))
        .with("instances/min", "always running")
        .with("instances/each/capacity", "what one instance carries")
        .with("instances/each/startup", "until a new instance helps")
        .sum(
            "%d x %s = %s < %s for %s + %s = %s"
                .formatted(
                    min,
                    capacity,
                    Load.rate(carried),
                    global,
                    Durations.format(scaling.timeFor(steps)),
                    Durations.format(service.instances().startup()),
                    Durations.format(ready)))
        .fix("shed by cpu or threads too, or run more instances");
  }

  private static boolean protectedOtherwise(Service service) {
    Threads threads = service.instances().each().threads();
    return (threads != null && threads.maxWait() != null)
        || service.overload().resources().entrySet().stream()
            .anyMatch(entry -> entry.getKey() != Resource.DISK && entry.getValue().shed() != null);
  }
}
