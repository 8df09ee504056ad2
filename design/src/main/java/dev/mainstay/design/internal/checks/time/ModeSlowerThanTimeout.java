package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ModeSlowerThanTimeout extends Check {
  ModeSlowerThanTimeout() {
    super(
        "MS-T020",
        "a mode that waits for calls slower than their timeout",
        "the limit in degradation.NAME.when: DEPENDENCY slower than LIMIT < the timeout of the "
            + "dependency",
        "no call is ever seen to take longer than its timeout, so the mode is never entered: the "
            + "slow dependency looks like a failing one");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      if (!(mode.trigger() instanceof DegradationMode.Trigger.Slower slower)) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (!dependency.name().equals(slower.dependency())) {
          continue;
        }
        findings.compared();
        if (slower.than().compareTo(dependency.timeout()) >= 0) {
          String timeout = Durations.written(dependency.timeout());
          findings
              .error(
                  "degradation/" + mode.name() + "/when",
                  "mode %s waits for calls to %s slower than %s, but they are cut off at %s"
                      .formatted(
                          mode.name(), dependency.name(), Durations.format(slower.than()), timeout))
              .with("dependencies/" + dependency.name() + "/timeout", "no call takes longer")
              .sum(Durations.format(slower.than()) + " >= " + timeout)
              .fix("enter the mode below the timeout of " + timeout);
        }
      }
    }
  }
}
