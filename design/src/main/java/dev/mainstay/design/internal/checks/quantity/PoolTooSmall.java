package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class PoolTooSmall extends Check {
  PoolTooSmall() {
    super(
        "MS-Q001",
        "a connection pool smaller than the calls in flight at peak",
        "pool.size >= traffic.peak / instances x callsPerRequest x latency (Little's "
            + "law), also in each degradation mode",
        "calls queue for a connection, the wait runs out, and requests fail while the "
            + "dependency is well");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var pool = dependency.pool();
      if (pool != null) {
        CallsInFlight.compare(
            service,
            dependency,
            new CallsInFlight.Limit("pool/size", "connections", pool.size()),
            findings);
      }
    }
  }
}
