package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RetriesBeyondTheirTime extends Check {
  RetriesBeyondTheirTime() {
    super(
        "MS-T001",
        "retries take longer than the time they have",
        "attempts x timeout + waits (less jitter) <= retry.within and <= "
            + "interface.http.deadline",
        "the last attempts are cut off or never made: the design promises a retry that "
            + "cannot happen");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    for (Dependency dependency : service.dependencies()) {
      var retry = dependency.retry();
      if (retry == null) {
        continue;
      }
      findings.compared();
      String path = "dependencies/" + dependency.name();
      Duration within = retry.within();
      if (within != null && within.compareTo(deadline) > 0) {
        findings
            .error(
                path + "/retry/within",
                "retries of %s within %s, beyond the deadline of %s"
                    .formatted(
                        dependency.name(), Durations.format(within), Durations.format(deadline)))
            .with("interface/http/deadline", "the caller has its answer by then")
            .sum(Durations.format(within) + " > " + Durations.format(deadline))
            .fix("lower within to " + Durations.written(deadline) + " or less");
        continue;
      }
      if (retry.attempts() > 1) {
        compare(dependency, new Retries(retry, dependency.timeout()), service, findings);
      }
    }
  }

  private static void compare(
      Dependency dependency, Retries retries, Service service, Findings findings) {
    String path = "dependencies/" + dependency.name();
    var retry = dependency.retry();
    Duration within = retry == null ? null : retry.within();
    Duration bound = within == null ? service.http().deadline() : within;
    String boundPath = within == null ? "interface/http/deadline" : path + "/retry/within";
    String over = " > " + Durations.format(bound);
    if (retries.least().compareTo(bound) > 0) {
      findings
          .error(
              path + "/retry/attempts",
              "retries of %s take at least %s, but have %s"
                  .formatted(
                      dependency.name(),
                      Durations.format(retries.least()),
                      Durations.format(bound)))
          .with(path + "/timeout", "each attempt may take this long")
          .with(boundPath, "all of them must end by then")
          .sum(retries.sumOfLeast() + over)
          .fix("make fewer attempts, shorten the timeout, or give them more time");
    } else if (retries.most().compareTo(bound) > 0) {
      findings
          .warning(
              path + "/retry/attempts",
              "retries of %s take up to %s, but have %s"
                  .formatted(
                      dependency.name(), Durations.format(retries.most()), Durations.format(bound)),
              "jitter draws the longest waits")
          .with(path + "/timeout", "each attempt may take this long")
          .with(boundPath, "all of them must end by then")
          .sum(retries.sumOfMost() + over)
          .fix("make fewer attempts, shorten the timeout, or give them more time");
    }
  }
}
