package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.Traffic;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Rate;

final class LimitBeyondCapacity extends Check {
  LimitBeyondCapacity() {
    super(
        "MS-Q020",
        "a rate limit above what all instances carry",
        "limits.global <= instances.max x each.capacity; what limits.burst lets in beyond that "
            + "fits the threads' queues",
        "the limit never protects anything: the service is overloaded before the first request is "
            + "refused");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    if (limits == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      findings.unknown("instances/each/capacity");
      return;
    }
    findings.compared();
    int max = service.instances().max();
    double carried = Load.carried(max, capacity);
    Rate global = limits.global();
    Traffic.Burst burst = limits.burst();
    if (global != null && Load.above(global.perSecond(), carried)) {
      findings
          .error(
              "overload/limits/global",
              "%s are let in, but %d instances carry %s".formatted(global, max, Load.rate(carried)))
          .with("instances/max", "the most that run")
          .with("instances/each/capacity", "what one instance carries")
          .sum("%d x %s = %s < %s".formatted(max, capacity, Load.rate(carried), global))
          .fix("lower the limit to " + Load.rate(carried) + ", or run more instances");
    } else if (burst != null) {
      burst(service, burst, carried, findings);
    }
  }

  private static void burst(
      Service service, Traffic.Burst burst, double carried, Findings findings) {
    Threads threads = service.instances().each().threads();
    Integer queue = threads == null ? null : threads.queue();
    double beyond = (burst.rate().perSecond() - carried) * Durations.seconds(burst.lasts());
    double room = queue == null ? 0 : (double) queue * service.instances().max();
    if (!Load.above(burst.rate().perSecond(), carried) || !Load.above(beyond, room)) {
      return;
    }
    findings
        .warning(
            "overload/limits/burst/rate",
            "%s are let in for %s, but %d instances carry %s"
                .formatted(
                    burst.rate(),
                    Durations.format(burst.lasts()),
                    service.instances().max(),
                    Load.rate(carried)),
            queue == null
                ? "nothing in front of the service queues them"
                : "the queues are empty before")
        .with("overload/limits/burst/for", "how long")
        .with("instances/max", "the most that run")
        .with("instances/each/capacity", "what one instance carries")
        .sum(
            "(%s - %s) x %s = %s requests > %s in queues"
                .formatted(
                    burst.rate(),
                    Load.rate(carried),
                    Durations.format(burst.lasts()),
                    Numbers.of(beyond),
                    Numbers.of(room)))
        .fix("let in no more than " + Load.rate(carried) + ", or a shorter burst");
  }
}
