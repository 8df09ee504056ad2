package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class CallerGivesUpFirst extends Check {
  CallerGivesUpFirst() {
    super(
        "MS-T003",
        "a caller gives up while the called service still waits for its own dependencies",
        "dependencies.NAME.timeout >= the longest wait of the service NAME for one of its "
            + "dependencies; with passDeadline: false, >= its interface.http.deadline",
        "told how much time is left, the called service is cut off before its retries and "
            + "fallbacks are done; not told, it goes on working for a caller that has left");
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
          .ifPresent(callee -> {
            findings.compared();
            if (dependency.passDeadline()) {
              compareWithWaits(dependency, callee, findings);
            } else {
              compareWithDeadline(dependency, callee, findings);
            }
          });
    }
  }

  private static void compareWithWaits(Dependency call, Service callee, Findings findings) {
    if (callee.http().deadline().compareTo(call.timeout()) <= 0) {
      return;
    }
    for (Dependency next : callee.dependencies()) {
      Duration worst = Numbers.min(Retries.worst(next), callee.http().deadline());
      if (worst.compareTo(call.timeout()) > 0) {
        String timeout = Durations.written(call.timeout());
        findings
            .warning(
                "dependencies/" + call.name() + "/timeout",
                "the call to %s is given up after %s, but %s waits up to %s for %s"
                    .formatted(
                        call.name(), timeout, callee.name(), Durations.format(worst), next.name()),
                "the wait begins with the call")
            .with(
                callee.name(),
                "dependencies/" + next.name() + "/timeout",
                "with its attempts and waits")
            .with(callee.name(), "interface/http/deadline", "what it believes to have")
            .sum(timeout + " < " + Durations.format(worst))
            .fix(
                "wait longer for %s, or have it wait less for %s"
                    .formatted(callee.name(), next.name()));
      }
    }
  }

  private static void compareWithDeadline(Dependency call, Service callee, Findings findings) {
    if (callee.http().deadline().compareTo(call.timeout()) > 0) {
      String timeout = Durations.written(call.timeout());
      String deadline = Durations.written(callee.http().deadline());
      findings
          .error(
              "dependencies/" + call.name() + "/timeout",
              "the call to %s is given up after %s, but %s works on it for up to %s"
                  .formatted(call.name(), timeout, callee.name(), deadline))
          .with("dependencies/" + call.name() + "/passDeadline", "it is not told how much is left")
          .with(callee.name(), "interface/http/deadline", "the called service's own deadline")
          .sum(timeout + " < " + deadline)
          .fix("pass the deadline on, or set that of %s to %s".formatted(callee.name(), timeout));
    }
  }
}
