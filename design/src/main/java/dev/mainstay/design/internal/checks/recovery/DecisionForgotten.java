package dev.mainstay.design.internal.checks.recovery;

import dev.mainstay.design.Recovery;
import dev.mainstay.design.Recovery.Failover;
import dev.mainstay.design.Recovery.Step;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DecisionForgotten extends RecoveryCheck {
  DecisionForgotten() {
    super(
        "MS-R005",
        "a manual failover without time for the decision",
        "with automatic: false and no step decision: the steps + MTTA <= recovery.rto",
        "somebody has to be reached before the first step; the plan counts as if they sat there");
  }

  @Override
  void check(Service service, Recovery recovery, Findings findings) {
    Failover failover = recovery.failover();
    Duration rto = recovery.rto();
    if (failover == null
        || rto == null
        || failover.automatic() == null
        || failover.automatic()
        || failover.steps().isEmpty()
        || failover.steps().containsKey(Step.DECISION)) {
      return;
    }
    Duration answer = recovery.reliability().mtta();
    if (answer == null) {
      findings.unknown(Steps.path(Step.DECISION));
      return;
    }
    findings.compared();
    Steps steps = Steps.of(failover);
    Duration whole = steps.sum().plus(answer);
    if (steps.sum().compareTo(rto) <= 0 && whole.compareTo(rto) > 0) {
      findings
          .warning(
              "recovery/failover/steps",
              "the steps take %s, and a person is reached after %s: %s, with an rto of %s"
                  .formatted(
                      Durations.format(steps.sum()),
                      Durations.format(answer),
                      Durations.format(whole),
                      Durations.format(rto)),
              "deciding takes no time once somebody has answered")
          .with("recovery/failover/automatic", "a person decides")
          .with("recovery/reliability/mtta", "until a person answers")
          .with("recovery/rto", "the longest recovery")
          .sum(
              "%s + %s = %s > %s"
                  .formatted(
                      Durations.format(steps.sum()),
                      Durations.format(answer),
                      Durations.format(whole),
                      Durations.format(rto)))
          .fix("fail over automatically, or plan a step `decision`");
    }
  }
}
