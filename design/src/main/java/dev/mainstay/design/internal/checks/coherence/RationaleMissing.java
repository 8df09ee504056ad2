package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.Service.Criticality;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class RationaleMissing extends Check {
  RationaleMissing() {
    super(
        "MS-C008",
        "a critical service does without a dependency and does not say why",
        "criticality: critical and required: never goes with because: …",
        "at 3 a.m. nobody knows whether the degraded answer is safe to give");
  }

  @Override
  public void check(Service service, Findings findings) {
    if (service.criticality() != Criticality.CRITICAL) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      if (dependency.required().fraction().signum() == 0) {
        findings.compared();
      }
      if (dependency.required().fraction().signum() == 0 && dependency.because() == null) {
        findings
            .warning(
                "dependencies/" + dependency.name() + "/required",
                "%s is optional for a critical service without a because"
                    .formatted(dependency.name()),
                "the decision is not obvious to whoever is on call")
            .with("criticality", "critical services give the rationale")
            .sum("required: never, criticality: critical, no because")
            .fix("add `because: …` under " + dependency.name());
      }
    }
  }
}
