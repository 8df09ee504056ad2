package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ReadinessOnOthers extends Check {
  ReadinessOnOthers() {
    super(
        "MS-C017",
        "readiness asks a service that all instances share",
        "no dependency in health.readiness.checks is of kind: externalApi or service",
        "when it fails all instances leave the traffic at once: callers get a bare 503 from the "
            + "load balancer instead of the service's own answer, requests that would have "
            + "succeeded fail, and the outage climbs from service to service");
  }

  @Override
  public void check(Service service, Findings findings) {
    Health.Probe readiness = service.health().readiness();
    int instances = service.instances().min();
    for (Dependency dependency : service.dependencies()) {
      if (!readiness.checks().contains(dependency.name())) {
        continue;
      }
      findings.compared();
      boolean shared =
          dependency.kind() == Dependency.Kind.EXTERNAL_API
              || dependency.kind() == Dependency.Kind.SERVICE;
      if (shared && dependency.required().asFraction() >= 1) {
        findings
            .warning(
                Probes.path(readiness, dependency.name()),
                "readiness asks %s, on which all instances depend alike"
                    .formatted(dependency.name()),
                "no other instance reaches it when this one does not")
            .with("dependencies/" + dependency.name() + "/kind", "outside the instance")
            .sum(
                "%s fails: %d of %d instances are unready"
                    .formatted(dependency.name(), instances, instances))
            .fix(
                "remove %s from checks: its breaker and onFailure answer for it"
                    .formatted(dependency.name()));
      }
    }
  }
}
