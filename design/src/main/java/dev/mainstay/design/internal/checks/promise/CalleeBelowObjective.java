package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import java.util.Optional;

final class CalleeBelowObjective extends Check {
  CalleeBelowObjective() {
    super(
        "MS-P017",
        "an objective above that of a required service",
        "1 - share x (1 - callee's slo ^ calls) >= the caller's availability slo, for services "
            + "whose designs are read together and whose availability is not written beside the "
            + "dependency",
        "the callee keeps its promise to the letter and the caller still breaks its own");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      if (callee.isEmpty()
          || dependency.availability() != null
          || dependency.required().asFraction() == 0) {
        continue;
      }
      Optional<Promise> theirs = Chain.availability(callee.get());
      if (theirs.isEmpty()) {
        findings.unknown("dependencies/" + dependency.name() + "/availability");
        continue;
      }
      double through = Chain.available(dependency, 1 - Promised.allowed(theirs.get()));
      for (Promise ours : Promised.availabilities(service)) {
        if (ours.excludes().contains(dependency.name())) {
          continue;
        }
        findings.compared();
        if (through < 1 - Promised.allowed(ours) - 1e-12) {
          findings
              .warning(
                  Promised.share(findings, service, ours),
                  "slo %s, but %s promises %s, which lets %s of the requests through"
                      .formatted(
                          ours.slo(),
                          dependency.name(),
                          theirs.get().slo(),
                          Numbers.percent(through)),
                  "the callee gives no more than it promises and no retry cures its failures")
              .with("dependencies/" + dependency.name() + "/required", "how many need it")
              .with(
                  dependency.name(),
                  Promised.share(findings, callee.get(), theirs.get()),
                  "what the callee promises")
              .sum(
                  "1 - %s x (1 - %s ^ %s) = %s < %s"
                      .formatted(
                          dependency.required(),
                          theirs.get().slo(),
                          Numbers.of(
                              Math.max(
                                  1,
                                  dependency.callsPerRequest()
                                      / dependency.required().asFraction())),
                          Numbers.percent(through),
                          ours.slo()))
              .fix("lower the slo, raise the callee's, or make the callee optional");
        }
      }
    }
  }
}
