package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class PortTakenTwice extends Check {
  PortTakenTwice() {
    super(
        "MS-D006",
        "two services behind one gateway port",
        "delivery.gateway.port is different for each service",
        "the second gateway cannot open its port, and its service is not reached");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery.Run run = service.run();
    if (run == null) {
      return;
    }
    findings.compared();
    for (Service other : findings.facts().servicesBehind(run.gatewayPort())) {
      if (other.name().equals(service.name())) {
        return;
      }
      findings
          .error(
              "delivery/gateway/port",
              "port %d is also the gateway of %s".formatted(run.gatewayPort(), other.name()))
          .with(other.name(), "delivery/gateway/port", "first used here")
          .fix("choose another port");
    }
  }
}
