package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.HttpInterface;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class CallerLeavesFirst extends Check {
  CallerLeavesFirst() {
    super(
        "MS-T029",
        "a caller that has left before the service must have answered",
        "interface.callers.NAME.attempts x interface.http.deadline <= "
            + "interface.callers.NAME.deadline",
        "work is done for callers that have left; with retries, the last attempts of an impatient "
            + "caller are never waited for, and load is all that they make");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration deadline = service.http().deadline();
    for (HttpInterface.Caller caller : service.http().callers()) {
      findings.compared();
      Duration needed = deadline.multipliedBy(caller.attempts());
      if (needed.compareTo(caller.deadline()) > 0) {
        String path = "interface/callers/" + caller.name();
        var finding =
            findings
                .warning(
                    path + "/deadline",
                    "%s gives up after %s, but %s may take %s"
                        .formatted(
                            caller.name(),
                            Durations.format(caller.deadline()),
                            caller.attempts() == 1 ? "an answer" : caller.attempts() + " attempts",
                            Durations.format(needed)),
                    "the caller does not say with its request how long it waits")
                .with("interface/http/deadline", "when an answer is there at the latest");
        if (caller.attempts() > 1) {
          finding.with(path + "/attempts", "made in that time");
        }
        finding
            .sum(
                "%d x %s = %s > %s"
                    .formatted(
                        caller.attempts(),
                        Durations.format(deadline),
                        Durations.format(needed),
                        Durations.format(caller.deadline())))
            .fix(
                "lower the deadline to "
                    + Durations.written(caller.deadline().dividedBy(caller.attempts()))
                    + ", or have the caller wait longer");
      }
    }
  }
}
