package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.DegradationMode.Level;
import dev.mainstay.design.DegradationMode.Trigger;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ModeNeverEntered extends Check {
  ModeNeverEntered() {
    super(
        "MS-C003",
        "a degradation mode that nothing enters",
        "each mode for a failure is the onFailure.degrade of the dependency in its when, but for "
            + "modes of level: failed",
        "the mode is described, perhaps even rehearsed, but the service fails instead");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      for (Dependency dependency : service.dependencies()) {
        boolean enters =
            dependency.onFailure() instanceof OnFailure.Degrade degrade
                && degrade.mode().equals(mode.name());
        boolean own =
            mode.trigger() instanceof Trigger.Fails && dependency.name().equals(mode.dependency());
        boolean levelIsWrong =
            dependency.required().asFraction() >= 1
                && findings.isWritten("degradation/" + mode.name() + "/level");
        if (own && !enters && mode.level() != Level.FAILED && !levelIsWrong) {
          neverEntered(mode, dependency, findings);
        } else if (!own && enters) {
          enteredByAnother(mode, dependency, findings);
        } else if (own) {
          findings.compared();
        }
      }
    }
  }

  private static void neverEntered(DegradationMode mode, Dependency dependency, Findings findings) {
    findings
        .error(
            "degradation/" + mode.name() + "/when",
            "mode %s is for the failure of %s, whose onFailure does not enter it"
                .formatted(mode.name(), dependency.name()))
        .with("dependencies/" + dependency.name() + "/onFailure", "what happens instead")
        .sum("%s fails: the request is answered with an error".formatted(dependency.name()))
        .fix(
            "write `onFailure: { degrade: %s }` under %s, or remove the mode"
                .formatted(mode.name(), dependency.name()));
  }

  private static void enteredByAnother(
      DegradationMode mode, Dependency dependency, Findings findings) {
    String what = mode.trigger() instanceof Trigger.Fails ? "the failure" : "the state";
    findings
        .error(
            "dependencies/" + dependency.name() + "/onFailure/degrade",
            "%s degrades to %s, a mode for %s of %s"
                .formatted(dependency.name(), mode.name(), what, mode.dependency()))
        .with("degradation/" + mode.name() + "/when", "only this enters and leaves it")
        .sum("%s fails: %s is not entered".formatted(dependency.name(), mode.name()))
        .fix("give the failure of %s a mode of its own".formatted(dependency.name()));
  }
}
