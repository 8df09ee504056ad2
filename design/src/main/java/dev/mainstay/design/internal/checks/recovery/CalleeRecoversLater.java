package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Optional;

final class CalleeRecoversLater extends RecoveryCheck {
  CalleeRecoversLater() {
    super(
        "MS-R021",
        "a required service that recovers later than its caller",
        "recovery.rto >= recovery.rto of every service that each request requires",
        "after a disaster that hits both, the caller is up in time and answers nothing");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Duration ours = recovery.rto();
    if (ours == null) {
      return;
    }
    for (Dependency dependency : service.dependencies()) {
      Optional<Service> callee = findings.designs().service(dependency.name());
      if (callee.isEmpty()
          || callee.get().name().equals(service.name())
          || dependency.required().asFraction() < 1) {
        continue;
      }
      Recovery other = callee.get().recovery();
      Duration theirs = other == null ? null : other.rto();
      if (theirs == null) {
        findings.unknown("recovery/rto of " + dependency.name());
        continue;
      }
      findings.compared();
      if (theirs.compareTo(ours) > 0) {
        findings
            .error(
                "recovery/rto",
                "rto %s, but %s, which every request needs, has %s"
                    .formatted(Durations.format(ours), dependency.name(), Durations.format(theirs)))
            .with("dependencies/" + dependency.name() + "/required", "every request needs it")
            .with(dependency.name(), "recovery/rto", "its own recovery")
            .sum("%s < %s".formatted(Durations.format(ours), Durations.format(theirs)))
            .fix("agree on one recovery time for both, or do without it for a while");
      }
    }
  }
}
