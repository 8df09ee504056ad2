package dev.mainstay.design.internal.checks.delivery;

import dev.mainstay.design.Delivery;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class TriggerBelowObjective extends Check {
  TriggerBelowObjective() {
    super(
        "MS-D032",
        "a rollback while the objective is kept",
        "errors in delivery.rollback.when >= 100 % - slo",
        "a release that keeps every promise is taken back for failures that the objective allows");
  }

  @Override
  public void check(Service service, Findings findings) {
    Delivery delivery = service.delivery();
    if (delivery == null) {
      return;
    }
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Objective.Sli.Availability)) {
        continue;
      }
      double allowed = objective.slo().complement().asFraction();
      for (int i = 0; i < delivery.rollback().triggers().size(); i++) {
        if (!(delivery.rollback().triggers().get(i) instanceof Delivery.Trigger.Errors errors)) {
          continue;
        }
        findings.compared();
        if (errors.above().asFraction() < allowed * (1 - 1e-9)) {
          findings
              .warning(
                  "delivery/rollback/when/" + i,
                  "rolls back above %s of errors, but %s allows %s"
                      .formatted(errors.above(), objective.name(), objective.slo().complement()),
                  "the service fails about as much as its objective allows")
              .with("objectives/" + objective.name() + "/slo", "what it allows")
              .sum("%s < %s".formatted(errors.above(), objective.slo().complement()))
              .fix("raise the trigger to " + objective.slo().complement() + " or more");
        }
      }
    }
  }
}
