package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Call;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Rate;
import java.util.ArrayList;
import java.util.List;

final class CallersBeyondLimit extends Check {
  CallersBeyondLimit() {
    super(
        "MS-Q026",
        "callers send more than the called service lets in",
        "the sum over callers of traffic.peak x callsPerRequest <= limits.global of the called "
            + "service; of each caller <= limits.perClient",
        "the own services are refused at their ordinary peak, and retry");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    if (limits == null) {
      return;
    }
    Rate global = limits.global();
    Rate client = limits.perClient();
    double sum = 0;
    List<String> terms = new ArrayList<>();
    List<Service> callers = new ArrayList<>();
    for (Call each : findings.callersOf(service.name())) {
      Service caller = each.caller();
      Dependency call = each.dependency();
      if (!findings.isWritten(caller, "traffic/peak")) {
        continue;
      }
      findings.compared();
      double sent = caller.traffic().peak().perSecond() * call.callsPerRequest();
      String term = caller.traffic().peak() + " x " + Numbers.of(call.callsPerRequest());
      if (client != null && Load.above(sent, client.perSecond())) {
        findings
            .warning(
                "overload/limits/perClient",
                "%s are let in of %s, which sends %s"
                    .formatted(client, caller.name(), Load.rate(sent)),
                "a calling service counts as one client")
            .with(caller.name(), "traffic/peak", "the peak of " + caller.name())
            .with(
                caller.name(),
                "dependencies/" + service.name() + "/callsPerRequest",
                "calls of each of its requests")
            .sum("%s = %s > %s".formatted(term, Load.rate(sent), client))
            .fix("give own services a limit of their own, above " + Load.rate(sent));
      }
      sum += sent;
      terms.add(term);
      callers.add(caller);
    }
    if (global == null || !Load.above(sum, global.perSecond())) {
      return;
    }
    var finding =
        findings.error(
            "overload/limits/global",
            "%s are let in, but callers send %s at their peak".formatted(global, Load.rate(sum)));
    callers.forEach(
        caller -> finding.with(caller.name(), "traffic/peak", "the peak of " + caller.name()));
    finding
        .sum(String.join(" + ", terms) + " = " + Load.rate(sum) + " > " + global)
        .fix("raise the limit above " + Load.rate(sum) + ", and the capacity with it");
  }
}
