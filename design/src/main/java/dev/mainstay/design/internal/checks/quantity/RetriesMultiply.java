package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.Retry;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class RetriesMultiply extends Check {
  RetriesMultiply() {
    super(
        "MS-Q065",
        "retries on two levels overload the called service",
        "the calls of all callers, each with its retries and with those of its own callers, <= "
            + "instances.max x each.capacity of the called service",
        "retries multiply along the chain: each level alone looks harmless, together they keep "
            + "the last service down");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      return;
    }
    double room = Load.carried(service.instances().max(), capacity);
    double once = 0;
    double twice = 0;
    boolean chained = false;
    List<String> terms = new ArrayList<>();
    List<Service> callers = new ArrayList<>();
    for (Call each : findings.callersOf(service.name())) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      if (!findings.isWritten(caller, "traffic/peak")) {
        continue;
      }
      double calls = caller.traffic().peak().perSecond() * call.callsPerRequest();
      double own = amplification(call.retry());
      double above = fromAbove(caller, findings);
      chained |= above > 1;
      once += calls * own;
      twice += calls * own * above;
      callers.add(caller);
      terms.add(
          "%s x %s x %s x %s"
              .formatted(
                  caller.traffic().peak(),
                  Numbers.of(call.callsPerRequest()),
                  Numbers.of(own),
                  Numbers.of(above)));
    }
    if (!chained) {
      return;
    }
    findings.compared();
    if (Load.above(once, room) || !Load.above(twice, room)) {
      return;
    }
    var finding =
        findings.warning(
            "instances/each/capacity",
            "%s carries %s, but retries on two levels make it %s"
                .formatted(service.name(), Load.rate(room), Load.rate(twice)),
            "calls fail at peak and every level uses its whole retry budget");
    callers.forEach(caller ->
        finding
            .with(
                caller.name(),
                "dependencies/" + service.name() + "/retry",
                "retries of " + caller.name())
            .with(caller.name(), "traffic/peak", "the peak of " + caller.name()));
    finding
        .sum(
            "%s = %s > %d x %s = %s"
                .formatted(
                    String.join(" + ", terms),
                    Load.rate(twice),
                    service.instances().max(),
                    capacity,
                    Load.rate(room)))
        .fix("retry on one level only, the one next to the user, or lower the budgets");
  }

  /** The factor by which retries of its own callers raise the load of the caller. */
  private static double fromAbove(Service caller, Findings findings) {
    double usual = 0;
    double retried = 0;
    for (Call each : findings.callersOf(caller.name())) {
      Service above = each.caller();
      Dependency call = each.dependency();
      if (findings.isWritten(above, "traffic/peak")) {
        double calls = above.traffic().peak().perSecond() * call.callsPerRequest();
        usual += calls;
        retried += calls * amplification(call.retry());
      }
    }
    double own = caller.traffic().peak().perSecond();
    return usual == 0 ? 1 : 1 + (retried - usual) / Math.max(own, usual);
  }

  private static double amplification(@Nullable Retry retry) {
    return retry == null ? 1 : 1 + Math.min(retry.budget().asFraction(), retry.attempts() - 1);
  }
}
