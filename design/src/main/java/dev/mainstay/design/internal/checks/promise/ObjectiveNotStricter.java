package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Percentage;

final class ObjectiveNotStricter extends Check {
  ObjectiveNotStricter() {
    super(
        "MS-P001",
        "an objective that is not stricter than the contract",
        "objectives.NAME.slo > objectives.NAME.sla",
        "the contract is broken before the first alert: there is no room to react in");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      Percentage sla = objective.sla();
      if (sla != null && objective.slo().compareTo(sla) <= 0) {
        String path = "objectives/" + objective.name();
        findings
            .error(
                path + "/slo",
                "slo %s, not stricter than the sla of %s".formatted(objective.slo(), sla))
            .with(path + "/sla", "promised by contract")
            .sum("%s <= %s".formatted(objective.slo(), sla))
            .fix("raise the slo above " + sla);
      }
    }
  }
}
