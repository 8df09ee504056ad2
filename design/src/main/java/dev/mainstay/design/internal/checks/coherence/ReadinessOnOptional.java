package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ReadinessOnOptional extends Check {
  ReadinessOnOptional() {
    super(
        "MS-C001",
        "readiness asks a dependency that requests can do without",
        "every dependency in health.readiness.checks is required: always",
        "when it fails, all instances leave the traffic at once: a degradation becomes an "
            + "outage");
  }

  @Override
  public void check(Service service, Findings findings) {
    var checks = service.health().readiness().checks();
    for (String name : checks) {
      findings.compared();
      String path = Probes.path(service.health().readiness(), name);
      for (Dependency dependency : service.dependencies()) {
        double share = dependency.required().asFraction();
        if (dependency.name().equals(name) && share < 1) {
          findings
              .error(
                  path,
                  "readiness asks %s, which %s"
                      .formatted(
                          name,
                          share == 0
                              ? "no request requires"
                              : "only " + dependency.required() + " of the requests require"))
              .with("dependencies/" + name + "/required", "declared here")
              .sum(
                  "when %s fails: %s of the requests could succeed, 0 %% do"
                      .formatted(name, dependency.required().complement()))
              .fix("remove " + name + " from checks, or make it required: always");
        }
      }
    }
  }
}
