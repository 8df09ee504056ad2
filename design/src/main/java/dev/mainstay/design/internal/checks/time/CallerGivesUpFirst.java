package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class CallerGivesUpFirst extends Check {
  CallerGivesUpFirst() {
    super(
        "MS-T003",
        "a caller gives up before the called service's deadline",
        "dependencies.NAME.timeout >= interface.http.deadline of the service NAME",
        "the called service goes on working for a caller that has left, most of all when "
            + "it is overloaded");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dependency dependency : service.dependencies()) {
      if (dependency.kind() != Dependency.Kind.SERVICE) {
        continue;
      }
      findings
          .designs()
          .service(dependency.name())
          .filter(callee -> callee.http().deadline().compareTo(dependency.timeout()) > 0)
          .ifPresent(callee -> report(dependency, callee, findings));
    }
  }

  private static void report(Dependency dependency, Service callee, Findings findings) {
    String timeout = Durations.format(dependency.timeout());
    String deadline = Durations.format(callee.http().deadline());
    findings
        .warning(
            "dependencies/" + dependency.name() + "/timeout",
            "the call to %s is given up after %s, but %s works on it for up to %s"
                .formatted(dependency.name(), timeout, callee.name(), deadline),
            "the caller's deadline does not travel with the call")
        .with(callee.name(), "interface/http/deadline", "the called service's own deadline")
        .sum(timeout + " < " + deadline)
        .fix("set the deadline of %s to %s or less".formatted(callee.name(), timeout));
  }
}
