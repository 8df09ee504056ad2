package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AddressesKeptLonger extends RecoveryCheck {
  AddressesKeptLonger() {
    super(
        "MS-R006",
        "clients that keep the old address longer than the switch takes",
        "recovery.failover.ttl <= steps.propagation",
        "the switch is done and verified, and clients still go to what is dead");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration ttl = failover == null ? null : failover.ttl();
    Duration planned = failover == null ? null : failover.steps().get(Step.PROPAGATION);
    if (ttl == null) {
      return;
    }
    if (planned == null) {
      findings.unknown(Steps.path(Step.PROPAGATION));
      return;
    }
    findings.compared();
    if (ttl.compareTo(planned) > 0) {
      findings
          .error(
              Steps.path(Step.PROPAGATION),
              "%s are planned, but clients keep the old address for %s"
                  .formatted(Durations.format(planned), Durations.format(ttl)))
          .with("recovery/failover/ttl", "how long an address is kept")
          .sum("%s > %s".formatted(Durations.format(ttl), Durations.format(planned)))
          .fix(
              "lower the ttl to %s, or plan %s"
                  .formatted(Durations.written(planned), Durations.written(ttl)));
    }
  }
}
