package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;

final class CalledLessThanRequired extends Check {
  CalledLessThanRequired() {
    super(
        "MS-C024",
        "more requests require a dependency than call it",
        "dependencies.NAME.callsPerRequest >= dependencies.NAME.required",
        "one of the two is wrong: either most requests survive its outage, and readiness, alerts "
            + "and objectives are too strict, or pools and limits are computed with too few calls");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      String path = "dependencies/" + dependency.name();
      if (!findings.isWritten(path + "/callsPerRequest")
          || !findings.isWritten(path + "/required")) {
        continue;
      }
      findings.compared();
      double required = dependency.required().asFraction();
      if (dependency.callsPerRequest() < required - 1e-9) {
        findings
            .error(
                path + "/callsPerRequest",
                "%s of the requests require %s, but at most %s call it"
                    .formatted(
                        dependency.required(),
                        dependency.name(),
                        Numbers.percent(dependency.callsPerRequest())))
            .with(path + "/required", "the share that cannot succeed without it")
            .sum(
                "%s < %s".formatted(Numbers.of(dependency.callsPerRequest()), Numbers.of(required)))
            .fix(
                "write `required: { for: %s }`, or count the calls again"
                    .formatted(Numbers.percent(dependency.callsPerRequest())));
      }
    }
  }
}
