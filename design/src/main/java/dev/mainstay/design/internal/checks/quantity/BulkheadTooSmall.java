package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class BulkheadTooSmall extends Check {
  BulkheadTooSmall() {
    super(
        "MS-Q003",
        "a bulkhead smaller than the calls in flight at peak",
        "bulkhead >= traffic.peak / instances x callsPerRequest x latency (Little's "
            + "law), also in each degradation mode",
        "the bulkhead refuses calls at an ordinary peak, while the dependency is well");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Integer bulkhead = dependency.bulkhead();
      if (bulkhead != null) {
        CallsInFlight.compare(
            service,
            dependency,
            new CallsInFlight.Limit("bulkhead", "calls in flight", bulkhead),
            findings);
      }
    }
  }
}
