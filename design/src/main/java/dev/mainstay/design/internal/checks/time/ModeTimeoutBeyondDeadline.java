package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Retries;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ModeTimeoutBeyondDeadline extends Check {
  ModeTimeoutBeyondDeadline() {
    super(
        "MS-T022",
        "a mode's timeout that does not fit into its deadline",
        "attempts x degradation.NAME.overrides.timeouts.DEPENDENCY + waits <= the deadline in "
            + "that mode",
        "the mode gives a slow dependency more time than the request has: the request fails "
            + "before the answer that it waited for");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      Duration own = mode.overrides().deadline();
      Duration deadline = own == null ? service.http().deadline() : own;
      String deadlinePath =
          own == null
              ? "interface/http/deadline"
              : "degradation/" + mode.name() + "/overrides/deadline";
      for (Dependency dependency : service.dependencies()) {
        Duration timeout = mode.overrides().timeouts().get(dependency.name());
        if (timeout == null) {
          continue;
        }
        findings.compared();
        Duration worst = Retries.worst(dependency, timeout);
        if (worst.compareTo(deadline) > 0) {
          var retry = dependency.retry();
          findings
              .error(
                  "degradation/" + mode.name() + "/overrides/timeouts/" + dependency.name(),
                  "in mode %s a call to %s may take %s, but the request has %s"
                      .formatted(
                          mode.name(),
                          dependency.name(),
                          Durations.format(worst),
                          Durations.format(deadline)))
              .with(deadlinePath, "the deadline in this mode")
              .with("dependencies/" + dependency.name(), "attempts and waits stay as they are")
              .sum(
                  "%d x %s with waits = %s > %s"
                      .formatted(
                          retry == null ? 1 : retry.attempts(),
                          Durations.format(timeout),
                          Durations.format(worst),
                          Durations.format(deadline)))
              .fix("shorten the mode's timeout, or make fewer attempts");
        }
      }
    }
  }
}
