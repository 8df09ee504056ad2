package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class TriggerBeyondObjective extends Check {
  TriggerBeyondObjective() {
    super(
        "MS-D012",
        "a release that breaks the latency objective and stays",
        "a latency trigger at or below the objective's quantile has a threshold <= the objective's",
        "a release between the two thresholds breaks the promise from its first minute, and nothing takes it back");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Objective.Sli.Latency promised)
          || delivery.rollback().objectives().contains(objective.name())) {
        continue;
      }
      for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
        if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Latency latency)
            || latency.quantile().compareTo(objective.slo()) > 0) {
          continue;
        }
        findings.compared();
        if (latency.above().compareTo(promised.threshold()) > 0) {
          findings
              .error(
                  "delivery/rollback/when/" + i,
                  "rolls back at %s > %s, but %s is broken from %s on"
                      .formatted(
                          latency.word(),
                          Durations.format(latency.above()),
                          objective.name(),
                          Durations.format(promised.threshold())))
              .with("objectives/" + objective.name() + "/good", "what is promised")
              .with("objectives/" + objective.name() + "/slo", "of so many requests")
              .sum(
                  "%s > %s, at %s <= %s"
                      .formatted(
                          Durations.format(latency.above()),
                          Durations.format(promised.threshold()),
                          latency.word(),
                          objective.slo()))
              .fix(
                  "roll back at %s > %s or less, or add `objective %s worse`"
                      .formatted(
                          latency.word(),
                          Durations.written(promised.threshold()),
                          objective.name()));
        }
      }
    }
  }
}
