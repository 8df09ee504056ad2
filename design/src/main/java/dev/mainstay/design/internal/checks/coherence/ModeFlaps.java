package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ModeFlaps extends Check {
  ModeFlaps() {
    super(
        "MS-C011",
        "a mode that is left where it is entered",
        "the limit in degradation.NAME.leave.when < the limit in degradation.NAME.when",
        "at the limit the mode is entered and left again and again, each time with a change of "
            + "behaviour, a log line and a page");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      var leave = mode.leave();
      if (leave == null || !leave.recovery().dependency().equals(mode.dependency())) {
        continue;
      }
      if (mode.trigger() instanceof DegradationMode.Trigger.Slower slower
          && leave.recovery() instanceof DegradationMode.Recovery.Faster faster) {
        compare(
            mode,
            faster.than().compareTo(slower.than()),
            Durations.format(slower.than()),
            Durations.format(faster.than()),
            findings);
      } else if (mode.trigger() instanceof DegradationMode.Trigger.Errors errors
          && leave.recovery() instanceof DegradationMode.Recovery.Errors fewer) {
        compare(
            mode,
            fewer.below().compareTo(errors.above()),
            errors.above().toString(),
            fewer.below().toString(),
            findings);
      }
    }
  }

  private static void compare(
      DegradationMode mode, int compared, String enter, String leave, Findings findings) {
    findings.compared();
    if (compared >= 0) {
      findings
          .error(
              "degradation/" + mode.name() + "/leave/when",
              "mode %s is entered above %s and left below %s".formatted(mode.name(), enter, leave))
          .with("degradation/" + mode.name() + "/when", "where it is entered")
          .sum(leave + (compared == 0 ? " = " : " > ") + enter)
          .fix("leave it well below " + enter);
    }
  }
}
