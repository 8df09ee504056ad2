package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class OptionalButFails extends Check {
  OptionalButFails() {
    super(
        "MS-C006",
        "an optional dependency whose failure fails the request",
        "required: never goes with onFailure: { degrade: … }",
        "requests that could succeed are answered with an error");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      if (dependency.required().fraction().signum() == 0) {
        findings.compared();
      }
      if (dependency.onFailure() instanceof OnFailure.FailFast failFast
          && dependency.required().fraction().signum() == 0) {
        String path = "dependencies/" + dependency.name();
        findings
            .error(
                path + "/onFailure",
                "no request requires %s, but its failure is answered with %d"
                    .formatted(dependency.name(), failFast.status()))
            .with(path + "/required", "requests can do without it")
            .sum("%s fails: 100 %% of the requests could succeed".formatted(dependency.name()))
            .fix("write `onFailure: { degrade: MODE }` with a mode that says what is kept");
      }
    }
  }
}
