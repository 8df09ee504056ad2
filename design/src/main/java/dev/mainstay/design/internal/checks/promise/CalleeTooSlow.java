package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.promise.Promised.Latency;
import dev.mainstay.kernel.Durations;
import java.util.List;
import java.util.Optional;

final class CalleeTooSlow extends Check {
  CalleeTooSlow() {
    super(
        "MS-P020",
        "a latency objective that a required service's promise does not allow",
        "for a service that every request calls: the threshold that it promises for the same "
            + "share or more <= the caller's threshold",
        "the callee is as slow as it may be, and the caller misses its objective without a fault "
            + "of its own");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      Optional<Service> callee = Chain.callee(findings.designs(), service, dependency);
      if (callee.isEmpty()
          || dependency.required().asFraction() < 1
          || dependency.callsPerRequest() < 1) {
        continue;
      }
      List<Latency> theirs = Promised.latencies(callee.get());
      for (Latency ours : Promised.latencies(service)) {
        Optional<Latency> promised =
            Chain.soonest(callee.get(), each -> each.share() >= ours.share());
        if (promised.isEmpty()) {
          if (!theirs.isEmpty()) {
            findings.unknown("objectives of " + dependency.name() + " for " + ours.promise().slo());
          }
          continue;
        }
        findings.compared();
        Latency callees = promised.get();
        if (callees.threshold().compareTo(ours.threshold()) > 0) {
          findings
              .warning(
                  Promised.path(ours.promise()) + "/good",
                  "%s, but every request waits for %s, which promises only %s"
                      .formatted(ours.words(), dependency.name(), callees.words()),
                  "the callee may become as slow as it promises")
              .with("dependencies/" + dependency.name(), "called by every request")
              .with(
                  dependency.name(),
                  Promised.path(callees.promise()) + "/good",
                  "what the callee promises")
              .sum(
                  "%s > %s"
                      .formatted(
                          Durations.format(callees.threshold()),
                          Durations.format(ours.threshold())))
              .fix("raise the threshold, or agree on a faster promise of " + dependency.name());
        }
      }
    }
  }
}
