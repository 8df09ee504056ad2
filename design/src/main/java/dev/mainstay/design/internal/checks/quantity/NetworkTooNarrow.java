package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Instances.Each;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Bandwidth;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Rate;
import org.jspecify.annotations.Nullable;

final class NetworkTooNarrow extends Check {
  NetworkTooNarrow() {
    super(
        "MS-Q040",
        "a network that does not carry the capacity",
        "each.capacity x traffic.response x 8 bits <= network.out; the same of requests and "
            + "network.in",
        "packets are dropped and repeated before the instance reaches its capacity, and latency "
            + "grows without any other sign");
  }

  @Override
  public void check(Service service, Findings findings) {
    Each each = service.instances().each();
    compare(service, each.in(), "in", service.traffic().request(), "request", findings);
    compare(service, each.out(), "out", service.traffic().response(), "response", findings);
  }

  private static void compare(
      Service service,
      @Nullable Bandwidth bandwidth,
      String direction,
      @Nullable Bytes size,
      String what,
      Findings findings) {
    if (bandwidth == null) {
      return;
    }
    Rate capacity = service.instances().capacity();
    if (size == null || capacity == null) {
      findings.unknown(size == null ? "traffic/" + what : "instances/each/capacity");
      return;
    }
    findings.compared();
    double bits = capacity.perSecond() * size.count() * 8;
    if (Load.above(bits, bandwidth.bitsPerSecond())) {
      findings
          .error(
              "instances/each/network/" + direction,
              "%s of %s each need %s, of %s"
                  .formatted(capacity, size, new Bandwidth(bits), bandwidth))
          .with("instances/each/capacity", "what one instance carries")
          .with("traffic/" + what, "mean size of a " + what)
          .sum("%s x %s x 8 = %s > %s".formatted(capacity, size, new Bandwidth(bits), bandwidth))
          .fix("lower the capacity, compress, or give the instance a wider network");
    }
  }
}
