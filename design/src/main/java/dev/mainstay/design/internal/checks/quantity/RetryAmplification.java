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

final class RetryAmplification extends Check {
  RetryAmplification() {
    super(
        "MS-Q004",
        "retries of callers overload the called service",
        "callers' traffic.peak x callsPerRequest x (1 + the smaller of retry.budget and "
            + "attempts - 1) <= instances.max x each.capacity of the called service",
        "a short failure is prolonged: retries keep the recovering service overloaded");
  }

  @Override
  public void check(Service service, Findings findings) {
    Rate capacity = service.instances().capacity();
    if (capacity == null) {
      return;
    }
    double room = service.instances().max() * capacity.perSecond();
    double usual = 0;
    double retried = 0;
    List<String> terms = new ArrayList<>();
    List<Service> callers = new ArrayList<>();
    for (Call each : findings.callersOf(service.name())) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      if (findings.isWritten(caller, "traffic/peak")) {
        findings.compared();
        double calls = caller.traffic().peak().perSecond() * call.callsPerRequest();
        double more = amplification(call.retry());
        usual += calls;
        retried += calls * more;
        terms.add(
            "%s x %s x %s"
                .formatted(
                    caller.traffic().peak(), Numbers.of(call.callsPerRequest()), Numbers.of(more)));
        callers.add(caller);
      }
    }
    if (retried <= room * (1 + 1e-12) || usual > room) {
      return;
    }
    var finding =
        findings.warning(
            "instances/each/capacity",
            "%s carries %s/s, but its callers' retries make it %s/s"
                .formatted(service.name(), Numbers.of(room), Numbers.of(retried)),
            "calls fail at peak and every caller uses its whole retry budget");
    callers.forEach(caller ->
        finding.with(
            caller.name(),
            "dependencies/" + service.name() + "/retry",
            "retries of " + caller.name()));
    finding
        .sum(
            String.join(" + ", terms)
                + " = "
                + Numbers.of(retried)
                + "/s > "
                + Numbers.of(room)
                + "/s")
        .fix("lower the callers' retry budget, or run more instances");
  }

  private static double amplification(@Nullable Retry retry) {
    return retry == null ? 1 : 1 + Math.min(retry.budget().asFraction(), retry.attempts() - 1);
  }
}
