package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;

final class CallersBeyondPeak extends Check {
  CallersBeyondPeak() {
    super(
        "MS-Q005",
        "callers send more than the called service is designed for",
        "the sum over callers of traffic.peak x callsPerRequest <= traffic.peak of the "
            + "called service",
        "the two designs describe different systems: the called one is overloaded at the "
            + "caller's ordinary peak");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (!findings.isWritten("traffic/peak")) {
      return;
    }
    double sum = 0;
    List<String> terms = new ArrayList<>();
    List<Service> callers = new ArrayList<>();
    for (Call each : findings.callersOf(service.name())) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      if (findings.isWritten(caller, "traffic/peak")) {
        findings.compared();
        sum += caller.traffic().peak().perSecond() * call.callsPerRequest();
        terms.add(caller.traffic().peak() + " x " + Numbers.of(call.callsPerRequest()));
        callers.add(caller);
      }
    }
    Rate peak = service.traffic().peak();
    if (sum > peak.perSecond() * (1 + 1e-12)) {
      var finding =
          findings.error(
              "traffic/peak",
              "peak %s, but callers send %s/s at theirs".formatted(peak, Numbers.of(sum)));
      callers.forEach(caller -> {
        finding.with(caller.name(), "traffic/peak", "the peak of " + caller.name());
        finding.with(
            caller.name(),
            "dependencies/" + service.name() + "/callsPerRequest",
            "calls of each of its requests");
      });
      finding
          .sum(String.join(" + ", terms) + " = " + Numbers.of(sum) + "/s > " + peak)
          .fix("raise the peak to " + Numbers.of(Math.ceil(sum)) + "/s, and the capacity with it");
    }
  }
}
