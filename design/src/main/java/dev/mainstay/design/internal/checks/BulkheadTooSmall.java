package dev.mainstay.design.internal.checks;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;

final class BulkheadTooSmall extends Check {
  BulkheadTooSmall() {
    super(
        "MS-Q003",
        "a bulkhead smaller than the calls in flight at peak",
        "bulkhead >= traffic.peak / instances.min x callsPerRequest x latency (Little's "
            + "law), also in each degradation mode",
        "the bulkhead refuses calls at an ordinary peak, while the dependency is well");
  }

  @Override
  void check(Service service, Findings findings) {
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
