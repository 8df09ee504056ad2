package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class LevelContradictsNeed extends Check {
  LevelContradictsNeed() {
    super(
        "MS-C013",
        "a mode's level contradicts how much its dependency is needed",
        "for a mode `NAME fails`: level: failed goes with required: always, and no other level "
            + "does",
        "status page, callers and on-call are told the wrong thing about the same outage");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      if (!(mode.trigger() instanceof DegradationMode.Trigger.Fails)) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (!dependency.name().equals(mode.dependency())) {
          continue;
        }
        findings.compared();
        double required = dependency.required().asFraction();
        boolean failed = mode.level() == DegradationMode.Level.FAILED;
        if (failed == (required >= 1)) {
          continue;
        }
        boolean degrades = dependency.onFailure() instanceof Dependency.OnFailure.Degrade;
        if (!failed && (degrades || !findings.isWritten("degradation/" + mode.name() + "/level"))) {
          continue;
        }
        findings
            .error(
                "degradation/" + mode.name() + (failed ? "/level" : "/when"),
                failed
                    ? "nothing is left in mode %s, but %s of the requests do without %s"
                        .formatted(
                            mode.name(), dependency.required().complement(), dependency.name())
                    : "mode %s keeps something, but every request requires %s"
                        .formatted(mode.name(), dependency.name()))
            .with("dependencies/" + dependency.name() + "/required", "how much it is needed")
            .sum(
                "%s fails: %s of the requests can succeed"
                    .formatted(dependency.name(), dependency.required().complement()))
            .fix(
                failed
                    ? "write `level: critical` or `degraded`, or `required: always`"
                    : "write `level: failed`, or say which share of the requests requires it");
      }
    }
  }
}
