package dev.mainstay.design.internal.checks.quantity;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Instances.Threads;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class PoolBeyondThreads extends Check {
  PoolBeyondThreads() {
    super(
        "MS-Q034",
        "connections that no thread can use",
        "pool.size <= threads.size",
        "the connections beyond the threads are held open for nothing, and the server's maximum "
            + "is reached with fewer instances");
  }

  @Override
  public void check(Service service, Findings findings) {
    Threads threads = service.instances().each().threads();
    if (threads == null) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Dependency.Pool pool = dependency.pool();
      if (pool == null) {
        continue;
      }
      findings.compared();
      if (pool.size() > threads.size()) {
        findings
            .warning(
                "dependencies/" + dependency.name() + "/pool/size",
                "%d connections to %s for %d threads"
                    .formatted(pool.size(), dependency.name(), threads.size()),
                "a request holds one connection at a time")
            .with("instances/each/threads/size", "each holds one at a time")
            .sum("%d > %d".formatted(pool.size(), threads.size()))
            .fix("make the pool no larger than " + threads.size());
      }
    }
  }
}
