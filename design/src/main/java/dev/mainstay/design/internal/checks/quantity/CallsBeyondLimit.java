package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Rate;

final class CallsBeyondLimit extends Check {
  CallsBeyondLimit() {
    super(
        "MS-Q027",
        "more calls than a dependency's rate limit",
        "traffic.peak x callsPerRequest <= limit of the dependency; also in a burst, in each "
            + "degradation mode, with retries, and summed over all services that name it",
        "the dependency refuses calls exactly when there is most to earn, and retries make it "
            + "worse");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Rate limit = dependency.bounds().limit();
      if (limit != null) {
        new DemandBeyondBound(service, dependency, "limit", limit, findings).compare();
      }
    }
  }
}
