package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;

final class TriggerByOneRequest extends Check {
  TriggerByOneRequest() {
    super(
        "MS-D015",
        "a rollback that one failed request sets off",
        "the first step's requests in the trigger's `for` x its share of errors >= 1",
        "a single failure, which the objective allows, takes back a good release");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().canary().isEmpty()) {
      return;
    }
    Delivery.Step first = delivery.strategy().canary().getFirst();
    for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
      if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Errors errors)
          || errors.lasts().isZero()) {
        continue;
      }
      if (!findings.isWritten("traffic/typical")) {
        findings.unknown("traffic/typical");
        return;
      }
      findings.compared();
      double requests =
          first.weight().asFraction()
              * service.traffic().typical().perSecond()
              * Durations.seconds(errors.lasts());
      double allowed = requests * errors.above().asFraction();
      if (allowed < 1 - 1e-9) {
        findings
            .warning(
                "delivery/rollback/when/" + i,
                "the first step sees %s requests in %s, so one failure is more than %s"
                    .formatted(
                        Numbers.of(requests), Durations.format(errors.lasts()), errors.above()),
                "the share is taken over the time of `for`, at the typical traffic")
            .with("delivery/strategy/canary/0/weight", "the share of the traffic that it sees")
            .with("traffic/typical", "of this")
            .sum(
                "%s x %s x %s x %s = %s < 1"
                    .formatted(
                        first.weight(),
                        service.traffic().typical(),
                        Durations.format(errors.lasts()),
                        errors.above(),
                        Numbers.of(allowed)))
            .fix(
                "give the first step more weight, lengthen `for`, or judge by `objective NAME worse`");
      }
    }
  }
}
