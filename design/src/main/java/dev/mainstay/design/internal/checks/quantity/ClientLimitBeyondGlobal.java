package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class ClientLimitBeyondGlobal extends Check {
  ClientLimitBeyondGlobal() {
    super(
        "MS-Q023",
        "a limit per client that the global one hides",
        "limits.perClient < limits.global",
        "one client uses up the whole limit, and every other client is refused with it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate global = limits == null ? null : limits.global();
    Rate client = limits == null ? null : limits.perClient();
    if (global == null || client == null) {
      return;
    }
    findings.compared();
    if (client.compareTo(global) >= 0) {
      findings
          .error(
              "overload/limits/perClient", "one client may send %s of %s".formatted(client, global))
          .with("overload/limits/global", "all clients together")
          .sum("%s >= %s".formatted(client, global))
          .fix("lower it to a small share of the global limit");
    }
  }
}
