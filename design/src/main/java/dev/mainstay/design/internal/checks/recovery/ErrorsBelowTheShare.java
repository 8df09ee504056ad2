package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Dependency.OnFailure;
import dev.mainstay.design.Drill;
import dev.mainstay.design.Drill.Fault;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class ErrorsBelowTheShare extends RecoveryCheck {
  ErrorsBelowTheShare() {
    super(
        "MS-R031",
        "a drill that expects fewer errors than the design allows",
        "for `NAME fails`: drills.NAME.expect.errors >= the share of requests that require it, "
            + "when its failure fails the request",
        "by the design these requests must fail: the drill cannot pass, or does not test what it "
            + "says");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    for (Drill drill : recovery.drills()) {
      Percentage expected = drill.expect().errors();
      if (expected == null || !(drill.fault() instanceof Fault.DependencyFails(String name))) {
        continue;
      }
      for (Dependency dependency : service.dependencies()) {
        if (!dependency.name().equals(name)
            || !(dependency.onFailure() instanceof OnFailure.FailFast)) {
          continue;
        }
        findings.compared();
        if (expected.compareTo(dependency.required()) < 0) {
          findings
              .error(
                  drill(drill) + "/expect/errors",
                  "%s expects %s errors, but %s of the requests require %s and fail with it"
                      .formatted(drill.name(), expected, dependency.required(), name))
              .with("dependencies/" + name + "/required", "the share that fails")
              .with("dependencies/" + name + "/onFailure", "no way around it")
              .sum("%s < %s".formatted(expected, dependency.required()))
              .fix("expect " + dependency.required() + ", or make it optional with a mode");
        }
      }
    }
  }
}
