package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;
import java.util.Optional;

final class BelievesMoreThanPromised extends Check {
  BelievesMoreThanPromised() {
    super(
        "MS-P018",
        "a dependency believed more available than it promises",
        "dependencies.NAME.availability <= the availability slo in NAME's own design",
        "the caller's own objective is computed from a promise that nobody made");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Percentage believed = dependency.availability();
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      Optional<Promise> promised = callee.flatMap(Chain::availability);
      if (believed == null || callee.isEmpty() || promised.isEmpty()) {
        continue;
      }
      Percentage slo = promised.get().slo();
      if (slo == null) {
        continue;
      }
      findings.compared();
      if (believed.compareTo(slo) > 0) {
        String path = "dependencies/" + dependency.name() + "/availability";
        findings
            .error(
                path,
                "%s for %s, whose own design promises %s"
                    .formatted(believed, dependency.name(), slo))
            .with(
                dependency.name(),
                Promised.share(findings, callee.get(), promised.get()),
                "what it promises")
            .sum("%s > %s".formatted(believed, slo))
            .fix("write `availability: " + slo + "`, or agree on a better promise");
      }
    }
  }
}
