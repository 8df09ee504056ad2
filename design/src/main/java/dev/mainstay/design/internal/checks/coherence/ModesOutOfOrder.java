package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.util.List;

final class ModesOutOfOrder extends Check {
  ModesOutOfOrder() {
    super(
        "MS-C029",
        "the worse mode is entered first",
        "of two modes for the same dependency, the worse level has the higher limit",
        "the milder mode is never seen on its own: what should have been the first step is skipped "
            + "and everything is cut at once");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<DegradationMode> modes = service.degradation();
    for (DegradationMode mild : modes) {
      for (DegradationMode worse : modes) {
        if (mild.level().compareTo(worse.level()) >= 0
            || !mild.dependency().equals(worse.dependency())) {
          continue;
        }
        if (mild.trigger() instanceof DegradationMode.Trigger.Slower low
            && worse.trigger() instanceof DegradationMode.Trigger.Slower high) {
          compare(
              mild,
              worse,
              high.than().compareTo(low.than()),
              Durations.format(low.than()),
              Durations.format(high.than()),
              findings);
        } else if (mild.trigger() instanceof DegradationMode.Trigger.Errors low
            && worse.trigger() instanceof DegradationMode.Trigger.Errors high) {
          compare(
              mild,
              worse,
              high.above().compareTo(low.above()),
              low.above().toString(),
              high.above().toString(),
              findings);
        }
      }
    }
  }

  private static void compare(
      DegradationMode mild,
      DegradationMode worse,
      int compared,
      String low,
      String high,
      Findings findings) {
    findings.compared();
    if (compared <= 0) {
      findings
          .error(
              "degradation/" + worse.name() + "/when",
              "mode %s, the worse one, is entered at %s, %s at %s"
                  .formatted(worse.name(), high, mild.name(), low))
          .with("degradation/" + mild.name() + "/when", "entered no sooner")
          .sum(high + (compared == 0 ? " = " : " < ") + low)
          .fix("enter %s above %s".formatted(worse.name(), low));
    }
  }
}
