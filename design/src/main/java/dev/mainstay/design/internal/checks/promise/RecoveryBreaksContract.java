package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Promise;
import dev.mainstay.design.Promise.Contract;
import dev.mainstay.design.Recovery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RecoveryBreaksContract extends Check {
  RecoveryBreaksContract() {
    super(
        "MS-P032",
        "a recovery on time that breaks the contract",
        "recovery.rto <= (100 % - sla) x over, for availability objectives",
        "the recovery goes as planned and the contract's penalty is still due");
  }

  @Override
  public void check(Service service, Findings findings) {
    Recovery recovery = service.recovery();
    Duration rto = recovery == null ? null : recovery.rto();
    for (Promise promise : Promised.availabilities(service)) {
      Contract contract = promise.contract();
      if (contract == null) {
        continue;
      }
      if (rto == null) {
        findings.unknown("recovery/rto");
        continue;
      }
      findings.compared();
      double allowed =
          contract.share().complement().asFraction() * Durations.seconds(promise.over().length());
      if (Durations.seconds(rto) > allowed + 1e-9) {
        findings
            .warning(
                "recovery/rto",
                "rto %s, but the sla of %s over %s allows %s"
                    .formatted(
                        Durations.format(rto),
                        contract.share(),
                        Promised.window(promise),
                        Numbers.time(allowed)),
                "the contract counts a disaster like any other outage")
            .with(Promised.path(promise) + "/sla", "promised by contract")
            .with(Promised.path(promise) + "/over", "the window")
            .sum(
                "%s > (100 %% - %s) x %s = %s"
                    .formatted(
                        Durations.format(rto),
                        contract.share(),
                        Promised.window(promise),
                        Numbers.time(allowed)))
            .fix("recover faster, or except disasters in the contract");
      }
    }
  }
}
