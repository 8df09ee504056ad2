package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;

/**
 * Of n instances, at least k must be up. With independent failures their number is binomial: the
 * availability of the group is the sum over i from k to n of C(n, i) a^i (1 - a)^(n - i).
 */
final class InstancesBelowObjective extends Check {
  InstancesBelowObjective() {
    super(
        "MS-P016",
        "instances that together are less available than the objective",
        "the probability that at least traffic.typical / instances.each.capacity of "
            + "instances.min are up, each for recovery.instanceAvailability, >= the slo",
        "the budget is spent by ordinary restarts and crashes of single instances");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    Percentage each = recovery == null ? null : recovery.instanceAvailability();
    if (each == null) {
      return;
    }
    int running = service.instances().min();
    int needed = needed(service, findings);
    double group = atLeast(needed, running, each.asFraction());
    for (Promise promise : Promised.availabilities(service)) {
      findings.compared();
      if (group < 1 - Promised.allowed(promise) - 1e-12) {
        findings
            .warning(
                Promised.share(findings, service, promise),
                "slo %s, but at least %d of %d instances are up for %s"
                    .formatted(promise.slo(), needed, running, Numbers.percent(group)),
                "instances fail independently and a missing one is not replaced sooner")
            .with("recovery/instanceAvailability", "of one instance")
            .with("instances/min", "running")
            .with("instances/each/capacity", "decides how many are needed")
            .sum(
                "P(at least %d of %d up, each %s) = %s < %s"
                    .formatted(needed, running, each, Numbers.percent(group), promise.slo()))
            .fix("run one more instance, or lower the slo");
      }
    }
  }

  /** For the typical load; without a known capacity, one carries it. */
  private static int needed(Service service, Findings findings) {
    var capacity = service.instances().capacity();
    if (capacity == null || !findings.isWritten("traffic/typical")) {
      return 1;
    }
    double instances = service.traffic().typical().perSecond() / capacity.perSecond();
    return Math.clamp((long) Math.ceil(instances - 1e-9), 1, service.instances().min());
  }

  static double atLeast(int needed, int running, double each) {
    double sum = 0;
    for (int up = needed; up <= running; up++) {
      double ways = 1;
      for (int i = 0; i < up; i++) {
        ways *= (running - i) / (double) (up - i);
      }
      sum += ways * Math.pow(each, up) * Math.pow(1 - each, running - up);
    }
    return Math.min(1, sum);
  }
}
