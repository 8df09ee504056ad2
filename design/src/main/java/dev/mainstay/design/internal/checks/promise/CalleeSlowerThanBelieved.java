package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.promise.Promised.Latency;
import dev.mainstay.kernel.Durations;
import java.util.Optional;

final class CalleeSlowerThanBelieved extends Check {
  CalleeSlowerThanBelieved() {
    super(
        "MS-P019",
        "a dependency believed faster than it promises",
        "dependencies.NAME.latency.p99 >= the shortest threshold that NAME's own design promises "
            + "for 99 % or more",
        "timeouts, pools and the caller's own latency objective are computed from a speed that "
            + "the callee may lose without breaking a promise");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      var believed = dependency.latency();
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      if (believed == null || callee.isEmpty()) {
        continue;
      }
      Optional<Latency> promised = Chain.soonest(callee.get(), each -> each.share() >= 0.99);
      if (promised.isEmpty()) {
        continue;
      }
      findings.compared();
      Latency theirs = promised.get();
      if (believed.p99().compareTo(theirs.threshold()) < 0) {
        findings
            .warning(
                "dependencies/" + dependency.name() + "/latency/p99",
                "p99 of %s, but %s promises only %s"
                    .formatted(Durations.format(believed.p99()), dependency.name(), theirs.words()),
                "the callee may become as slow as it promises")
            .with(dependency.name(), Promised.path(theirs.promise()) + "/good", "what it promises")
            .sum(
                "%s < %s"
                    .formatted(
                        Durations.format(believed.p99()), Durations.format(theirs.threshold())))
            .fix(
                "design for p99 of %s, or agree on a faster promise"
                    .formatted(Durations.written(theirs.threshold())));
      }
    }
  }
}
