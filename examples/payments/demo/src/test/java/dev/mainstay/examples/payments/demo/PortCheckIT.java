package dev.mainstay.examples.payments.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckIT {
  @Test
  void namesEveryTakenPortAndTheWayOut() throws Exception {
    Ports ports = new Ports(freeBase());
    assertThatCode(() -> PortCheck.allFree(ports)).doesNotThrowAnyException();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket redis = new ServerSocket(ports.redis(), 1, loopback);
        ServerSocket gateway = new ServerSocket(ports.payments(), 1, loopback)) {
      assertThatThrownBy(() -> PortCheck.allFree(ports))
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("port " + redis.getLocalPort() + " (for redis) is taken")
          .hasMessageContaining("port " + gateway.getLocalPort() + " (for payment-api) is taken")
          .hasMessageContaining("--port-base " + (ports.base() + 1_000));
    }
  }

  private static int freeBase() {
    int base = 31_000;
    while (!new Ports(base).all().values().stream().allMatch(FreePorts::isFree)) {
      base += 200;
    }
    return base;
  }
}
