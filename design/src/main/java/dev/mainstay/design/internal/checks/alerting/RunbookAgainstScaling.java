package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Runbook;
import java.util.HashSet;
import java.util.Set;

final class RunbookAgainstScaling extends Check {
  RunbookAgainstScaling() {
    super(
        "MS-A037",
        "a runbook that scales to a number of instances the design forbids",
        "--replicas=N in a runbook is from instances.min to instances.max",
        "somebody scales by hand and the autoscaler takes it back, each believing that "
            + "the other is broken");
  }

  @Override
  public void check(Service service, Findings findings) {
    Set<String> seen = new HashSet<>();
    for (Alert alert : service.alerts()) {
      Runbook runbook = findings.book(alert.runbook()).orElse(null);
      if (runbook == null || !seen.add(alert.runbook())) {
        continue;
      }

      for (Runbook.Scaled scaled : runbook.replicas()) {
        int min = service.instances().min();
        int max = service.instances().max();
        findings.compared();
        if (scaled.replicas() < min || scaled.replicas() > max) {
          boolean less = scaled.replicas() < min;
          findings
              .error(
                  "alerts/" + alert.name() + "/runbook",
                  "runbooks/%s.md:%d scales to %d instances, but %s is %d"
                      .formatted(
                          alert.runbook(),
                          scaled.line(),
                          scaled.replicas(),
                          less ? "min" : "max",
                          less ? min : max))
              .with(
                  less ? "instances/min" : "instances/max",
                  less ? "always running" : "never exceeded")
              .sum("%d %s %d".formatted(scaled.replicas(), less ? "<" : ">", less ? min : max))
              .fix("scale within %d to %d, or change the design first".formatted(min, max));
        }
      }
    }
  }
}
