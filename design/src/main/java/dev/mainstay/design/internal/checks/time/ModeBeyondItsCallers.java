package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.HttpInterface;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ModeBeyondItsCallers extends Check {
  ModeBeyondItsCallers() {
    super(
        "MS-T021",
        "a mode that takes longer than callers wait",
        "degradation.NAME.overrides.deadline <= interface.callers.CALLER.deadline, and <= "
            + "interface.http.deadline",
        "the service works longer on answers that nobody waits for, just when it is short of "
            + "everything");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      Duration deadline = mode.overrides().deadline();
      if (deadline == null) {
        continue;
      }
      findings.compared();
      String path = "degradation/" + mode.name() + "/overrides/deadline";
      boolean found = false;
      for (HttpInterface.Caller caller : service.http().callers()) {
        if (deadline.compareTo(caller.deadline()) > 0) {
          found = true;
          findings
              .error(
                  path,
                  "in mode %s a request may take %s, but %s gives up after %s"
                      .formatted(
                          mode.name(),
                          Durations.format(deadline),
                          caller.name(),
                          Durations.format(caller.deadline())))
              .with("interface/callers/" + caller.name() + "/deadline", "gone by then")
              .sum(Durations.format(deadline) + " > " + Durations.format(caller.deadline()))
              .fix("keep the mode's deadline within " + Durations.written(caller.deadline()));
        }
      }
      Duration usual = service.http().deadline();
      if (!found && deadline.compareTo(usual) > 0) {
        findings
            .warning(
                path,
                "in mode %s a request may take %s, beyond the deadline of %s"
                    .formatted(mode.name(), Durations.format(deadline), Durations.format(usual)),
                "callers, and the gateway before the service, go by the interface's deadline")
            .with("interface/http/deadline", "when every caller has an answer")
            .sum(Durations.format(deadline) + " > " + Durations.format(usual))
            .fix("raise the interface's deadline, or answer sooner in the mode");
      }
    }
  }
}
