package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class BulkheadBeyondThreads extends Check {
  BulkheadBeyondThreads() {
    super(
        "MS-Q033",
        "a bulkhead that is never full",
        "bulkhead < threads.size",
        "there are no more calls in flight than threads, so that the bulkhead never refuses one: "
            + "the dependency can take every thread");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    if (threads == null) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Integer bulkhead = dependency.bulkhead();
      if (bulkhead == null) {
        continue;
      }
      findings.compared();
      if (bulkhead >= threads.size()) {
        String path = "dependencies/" + dependency.name() + "/bulkhead";
        findings
            .error(
                path,
                "%d calls to %s may be in flight, of %d threads"
                    .formatted(bulkhead, dependency.name(), threads.size()))
            .with("instances/each/threads/size", "each makes one call at a time")
            .sum("%d >= %d".formatted(bulkhead, threads.size()))
            .fix("make it smaller than the threads, so that some are left for other requests");
      }
    }
  }
}
