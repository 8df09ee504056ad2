package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.ArrayList;
import java.util.List;

final class ProbesShareAPath extends Check {
  ProbesShareAPath() {
    super(
        "MS-C020",
        "liveness and readiness ask the same address",
        "health.liveness.path differs from health.readiness.path when readiness checks anything",
        "what readiness finds, liveness finds as well: an outage of a dependency restarts every "
            + "instance instead of taking it out of the traffic");
  }

  @Override
  public void check(Service service, Findings findings) {
    Health.Probe liveness = service.health().liveness();
    Health.Probe readiness = service.health().readiness();
    if (readiness.checks().isEmpty() && readiness.failsAbove().isEmpty()) {
      return;
    }
    findings.compared();
    if (liveness.path().equals(readiness.path())) {
      List<String> looksAt = new ArrayList<>(readiness.checks());
      looksAt.addAll(readiness.failsAbove().keySet());
      boolean own = findings.isWritten("health/liveness/path");
      findings
          .error(
              own ? "health/liveness/path" : "health/readiness/path",
              "liveness and readiness both ask %s".formatted(liveness.path()))
          .with(own ? "health/readiness/path" : "health/liveness/path", "the other probe")
          .with("health/readiness/checks", "what it answers for")
          .sum(
              "%s fails: %d of %d instances are restarted"
                  .formatted(
                      String.join(" or ", looksAt),
                      service.instances().min(),
                      service.instances().min()))
          .fix("give liveness an address of its own that asks nobody, such as /healthz");
    }
  }
}
