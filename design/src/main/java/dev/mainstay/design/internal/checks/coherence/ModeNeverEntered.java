package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
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
        "each mode in degradation is the onFailure.degrade of the dependency in its when",
        "the mode is described, perhaps even rehearsed, but the service fails instead");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      for (Dependency dependency : service.dependencies()) {
        boolean enters =
            dependency.onFailure() instanceof OnFailure.Degrade degrade
                && degrade.mode().equals(mode.name());
        String path = "dependencies/" + dependency.name();
        if (dependency.name().equals(mode.dependency()) && !enters) {
          findings
              .error(
                  "degradation/" + mode.name() + "/when",
                  "mode %s is for the failure of %s, whose onFailure does not enter it"
                      .formatted(mode.name(), dependency.name()))
              .with(path + "/onFailure", "what happens instead")
              .fix(
                  "write `onFailure: { degrade: %s }` under %s, or remove the mode"
                      .formatted(mode.name(), dependency.name()));
        } else if (!dependency.name().equals(mode.dependency()) && enters) {
          findings
              .error(
                  path + "/onFailure/degrade",
                  "%s degrades to %s, a mode for the failure of %s"
                      .formatted(dependency.name(), mode.name(), mode.dependency()))
              .with("degradation/" + mode.name() + "/when", "only this enters and leaves it")
              .fix("give %s a mode of its own".formatted(dependency.name()));
        }
      }
    }
  }
}
