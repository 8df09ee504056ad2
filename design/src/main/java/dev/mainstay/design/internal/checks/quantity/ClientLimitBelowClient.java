package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Overload;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class ClientLimitBelowClient extends Check {
  ClientLimitBelowClient() {
    super(
        "MS-Q025",
        "a limit per client below what a client sends",
        "limits.perClient >= traffic.perClient",
        "the largest customer is refused at his ordinary rate");
  }

  @Override
  public void check(Service service, Findings findings) {
    Overload.Limits limits = service.overload().limits();
    Rate limit = limits == null ? null : limits.perClient();
    if (limit == null) {
      return;
    }
    Rate sent = service.traffic().perClient();
    if (sent == null) {
      findings.unknown("traffic/perClient");
      return;
    }
    findings.compared();
    if (sent.compareTo(limit) > 0) {
      findings
          .error(
              "overload/limits/perClient",
              "%s are let in of a client that sends %s".formatted(limit, sent))
          .with("traffic/perClient", "the most that one client sends")
          .sum("%s < %s".formatted(limit, sent))
          .fix("raise it above " + sent);
    }
  }
}
