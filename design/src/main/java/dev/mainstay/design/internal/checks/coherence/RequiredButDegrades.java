package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RequiredButDegrades extends Check {
  RequiredButDegrades() {
    super(
        "MS-C005",
        "a required dependency whose failure only degrades",
        "onFailure: { degrade: … } goes with required: never",
        "one of the two is wrong: either requests succeed without it, or the mode cannot "
            + "keep its promise");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      if (dependency.onFailure() instanceof OnFailure.Degrade) {
        findings.compared();
      }
      if (dependency.onFailure() instanceof OnFailure.Degrade degrade
          && dependency.required().asFraction() > 0) {
        String path = "dependencies/" + dependency.name();
        findings
            .error(
                path + "/onFailure/degrade",
                "%s is required for %s of the requests, but degrades to %s"
                    .formatted(dependency.name(), dependency.required(), degrade.mode()))
            .with(path + "/required", "requests fail without it")
            .sum(
                "%s fails: %s of the requests fail, none of them degrades"
                    .formatted(dependency.name(), dependency.required()))
            .fix("write `required: never`, or `onFailure: failFast`");
      }
    }
  }
}
