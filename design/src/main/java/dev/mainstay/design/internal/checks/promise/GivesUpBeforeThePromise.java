package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.promise.Promised.Latency;
import dev.mainstay.kernel.Durations;
import java.util.Optional;

final class GivesUpBeforeThePromise extends Check {
  GivesUpBeforeThePromise() {
    super(
        "MS-P022",
        "a caller that gives up before the service has promised to answer",
        "dependencies.NAME.timeout >= the shortest latency threshold in NAME's own design, for "
            + "services that some requests require",
        "the callee is within its promise and every call times out; its dashboards stay green");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      Optional<Latency> promised = callee.flatMap(found -> Chain.soonest(found, each -> true));
      if (promised.isEmpty() || dependency.required().asFraction() == 0) {
        continue;
      }
      findings.compared();
      Latency theirs = promised.get();
      if (dependency.timeout().compareTo(theirs.threshold()) < 0) {
        String path = "dependencies/" + dependency.name() + "/timeout";
        findings
            .warning(
                path,
                "%s gives up after %s, but %s promises nothing sooner than %s"
                    .formatted(
                        service.name(),
                        Durations.format(dependency.timeout()),
                        dependency.name(),
                        theirs.words()),
                "the callee may become as slow as it promises")
            .with(dependency.name(), Promised.path(theirs.promise()) + "/good", "what it promises")
            .sum(
                "%s < %s"
                    .formatted(
                        Durations.format(dependency.timeout()),
                        Durations.format(theirs.threshold())))
            .fix("wait longer, or agree on a faster promise of " + dependency.name());
      }
    }
  }
}
