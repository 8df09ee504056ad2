package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class CallsBeyondDependency extends Check {
  CallsBeyondDependency() {
    super(
        "MS-Q028",
        "more calls than a dependency carries",
        "traffic.peak x callsPerRequest <= capacity of the dependency; also in a burst, in each "
            + "degradation mode, with retries, and summed over all services that name it",
        "the dependency is the bottleneck: more instances only make it slower");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Rate capacity = dependency.bounds().capacity();
      if (capacity != null) {
        new DemandBeyondBound(service, dependency, "capacity", capacity, findings).compare();
      }
    }
  }
}
