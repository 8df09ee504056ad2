package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class PoolWaitBeyondTimeout extends Check {
  PoolWaitBeyondTimeout() {
    super(
        "MS-T025",
        "waiting for a connection longer than anyone may hold it",
        "dependencies.NAME.pool.wait <= dependencies.NAME.timeout",
        "every connection in use comes back within the timeout; whoever waits longer waits behind "
            + "a queue, and the queue keeps growing while requests should have failed fast");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var pool = dependency.pool();
      String path = "dependencies/" + dependency.name();
      if (pool == null || !findings.isWritten(path + "/pool/wait")) {
        continue;
      }
      findings.compared();
      if (pool.maxWait().compareTo(dependency.timeout()) > 0) {
        String timeout = Durations.written(dependency.timeout());
        findings
            .warning(
                path + "/pool/wait",
                "requests wait %s for a connection to %s that is in use for %s at most"
                    .formatted(Durations.format(pool.maxWait()), dependency.name(), timeout),
                "a connection is held for one call")
            .with(path + "/timeout", "a connection comes back by then")
            .sum(Durations.format(pool.maxWait()) + " > " + timeout)
            .fix("shorten wait to " + timeout + " or less");
      }
    }
  }
}
