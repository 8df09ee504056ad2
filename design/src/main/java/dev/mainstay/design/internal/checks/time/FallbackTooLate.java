package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class FallbackTooLate extends Check {
  FallbackTooLate() {
    super(
        "MS-T028",
        "a fallback that begins too late to end by the deadline",
        "the longest wait for the dependency + timeout of its fallback <= "
            + "interface.http.deadline",
        "the fallback exists for the day on which the dependency hangs, and on that day the "
            + "request is over before the fallback has answered");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    for (Dependency dependency : service.dependencies()) {
      for (Dependency other : service.dependencies()) {
        if (!other.name().equals(dependency.fallback()) || other.equals(dependency)) {
          continue;
        }
        findings.compared();
        Duration first = Retries.worst(dependency);
        Duration sum = first.plus(other.timeout());
        if (sum.compareTo(deadline) > 0) {
          String path = "dependencies/" + dependency.name();
          findings
              .error(
                  path + "/fallback",
                  "after %s for %s, its fallback %s may take %s: %s, beyond the deadline of %s"
                      .formatted(
                          Durations.format(first),
                          dependency.name(),
                          other.name(),
                          Durations.format(other.timeout()),
                          Durations.format(sum),
                          Durations.format(deadline)))
              .with(path + "/timeout", "comes first")
              .with("dependencies/" + other.name() + "/timeout", "comes then")
              .with("interface/http/deadline", "the caller has its answer by then")
              .sum(
                  "%s + %s = %s > %s"
                      .formatted(
                          Durations.format(first),
                          Durations.format(other.timeout()),
                          Durations.format(sum),
                          Durations.format(deadline)))
              .fix("give up on " + dependency.name() + " sooner");
        }
      }
    }
  }
}
