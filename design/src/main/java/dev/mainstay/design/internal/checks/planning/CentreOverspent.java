package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Organisation.CostCentre;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.util.List;

final class CentreOverspent extends Check {
  CentreOverspent() {
    super(
        "MS-B020",
        "a cost centre whose services cost more than it has",
        "over its services, instances.min x cost.instance + cost.fixed <= costCentres.*.budget",
        "each service keeps its own budget, and the centre that pays for all of them is overspent every month");
  }

  @Override
  public void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    String name = cost == null ? null : cost.centre();
    if (name == null) {
      return;
    }
    Spend budget =
        findings.designs().organisation().costCentre(name).map(CostCentre::budget).orElse(null);
    List<Service> services = findings.facts().paidBy(name);
    if (budget == null || !services.getFirst().name().equals(service.name())) {
      return;
    }
    Centre centre = Centre.spent(services, budget).orElse(null);
    if (centre == null) {
      return;
    }
    if (!centre.exceeds(budget)) {
      if (!centre.unknown().isEmpty()) {
        findings.unknown("planning/cost/instance of " + String.join(", ", centre.unknown()));
      } else {
        findings.compared();
      }
      return;
    }
    Findings.Finding finding =
        findings.errorIn(
            Sources.ORGANISATION,
            "costCentres/" + name + "/budget",
            "the services of cost centre %s cost %s, its budget is %s"
                .formatted(name, Spending.told(centre.sum(), budget), budget));
    for (Centre.Part part : centre.parts()) {
      finding.with(part.service(), "planning/cost", part.service());
    }
    finding
        .sum(centre.sum(budget) + " > " + budget)
        .fix(
            "raise the budget of the centre, run fewer or smaller instances, or let another centre pay");
  }
}
