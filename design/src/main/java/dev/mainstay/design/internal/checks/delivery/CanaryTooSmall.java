package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Delivery.Step;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.design.internal.checks.Power;
import dev.mainstay.kernel.Durations;
import java.util.ArrayList;
import java.util.List;

final class CanaryTooSmall extends Check {
  /** The rate of the fast-burn alert: worse than this wakes somebody. */
  private static final double BURN_RATE = 14.4;

  CanaryTooSmall() {
    super(
        "MS-D001",
        "a canary too small to see what would roll it back",
        "weight x traffic.typical x bake, over all steps, >= the requests in which a "
            + "14.4-fold burn of the budget shows at 95 % power and 5 % false alarms",
        "a bad release passes every step because too few requests had the chance to fail, "
            + "and reaches everybody");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null || delivery.strategy().canary().isEmpty()) {
      return;
    }
    if (!findings.isWritten("traffic/typical")) {
      findings.unknown("traffic/typical");
      return;
    }
    double requests = 0;
    List<String> terms = new ArrayList<>();
    for (Step step : delivery.strategy().canary()) {
      requests +=
          step.weight().asFraction()
              * service.traffic().typical().perSecond()
              * Durations.seconds(step.bake());
      terms.add(
          "%s x %s x %s"
              .formatted(
                  step.weight(), service.traffic().typical(), Durations.format(step.bake())));
    }
    for (Objective objective : service.objectives()) {
      double allowed = objective.slo().complement().asFraction();
      if (objective.sli() instanceof Sli.Ratio
          || allowed <= 0
          || !delivery.rollback().objectives().contains(objective.name())) {
        continue;
      }
      findings.compared();
      double bad = Math.min(1, BURN_RATE * allowed);
      long needed = Power.requestsToTell(allowed, bad);
      if (requests < needed - 1e-9) {
        findings
            .warning(
                "delivery/strategy/canary",
                "the canary gets %s requests, but %d are needed to see %s worse"
                    .formatted(Numbers.of(requests), needed, objective.name()),
                "traffic is as typical as declared while the rollout bakes")
            .with("delivery/rollback/when", "what should take it back")
            .with("objectives/" + objective.name() + "/slo", "the share of failures to tell apart")
            .with("traffic/typical", "requests that the weight is a share of")
            .sum(
                "%s = %s requests < %d (to tell %s failures from %s)"
                    .formatted(
                        String.join(" + ", terms),
                        Numbers.of(requests),
                        needed,
                        Numbers.percent(bad),
                        Numbers.percent(allowed)))
            .fix(
                "bake %s times as long, or give the steps more weight"
                    .formatted(Numbers.of(Math.ceil(needed / requests * 10) / 10)));
      }
    }
  }
}
