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
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (Service other : findings.designs().services()) {
      if (other.equals(service)) {
        return;
      }
      Delivery taken = other.delivery();
      if (taken != null && taken.gatewayPort() == delivery.gatewayPort()) {
        findings
            .error(
                "delivery/gateway/port",
                "port %d is also the gateway of %s".formatted(delivery.gatewayPort(), other.name()))
            .with(other.name(), "delivery/gateway/port", "first used here")
            .fix("choose another port");
      }
    }
  }
}
