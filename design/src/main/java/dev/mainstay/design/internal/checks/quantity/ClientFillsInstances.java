package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class ClientFillsInstances extends Check {
  ClientFillsInstances() {
    super(
        "MS-Q024",
        "one client may fill all running instances",
        "limits.perClient < instances.min x each.capacity",
        "one client's faulty loop takes the service away from everybody, within its limit");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate client = limits == null ? null : limits.perClient();
    if (limits == null || client == null) {
      return;
    }
    Rate global = limits.global();
    if (global != null && client.compareTo(global) >= 0) {
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
    if (Load.atLeast(client.perSecond(), carried)) {
      findings
          .warning(
              "overload/limits/perClient",
              "one client may send %s, and %d instances carry %s"
                  .formatted(client, min, Load.rate(carried)),
              "a client sends all that it may, while no more than the minimum runs")
          .with("instances/min", "always running")
          .with("instances/each/capacity", "what one instance carries")
          .sum("%s >= %d x %s = %s".formatted(client, min, capacity, Load.rate(carried)))
          .fix("lower it to a small share of " + Load.rate(carried));
    }
  }
}
