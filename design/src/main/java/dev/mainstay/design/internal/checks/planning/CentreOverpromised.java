package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Organisation.CostCentre;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Spend;
import java.util.List;

final class CentreOverpromised extends Check {
  CentreOverpromised() {
    super(
        "MS-B021",
        "budgets of services that are more than their cost centre has",
        "over its services, the sum of cost.budget <= costCentres.*.budget",
        "all services may keep their budgets, and the centre that pays for them still runs out of money");
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
    Centre centre = Centre.budgets(services, budget).orElse(null);
    if (centre == null) {
      return;
    }
    if (!centre.exceeds(budget)) {
      if (!centre.unknown().isEmpty()) {
        findings.unknown("planning/cost/budget of " + String.join(", ", centre.unknown()));
      } else {
        findings.compared();
      }
      return;
    }
    Findings.Finding finding =
        findings.warningIn(
            Sources.ORGANISATION,
            "costCentres/" + name + "/budget",
            "the services of cost centre %s may spend %s, its budget is %s"
                .formatted(name, Spending.told(centre.sum(), budget), budget),
            "each service spends what it may");
    for (Centre.Part part : centre.parts()) {
      finding.with(part.service(), "planning/cost/budget", part.service());
    }
    finding
        .sum(centre.sum(budget) + " > " + budget)
        .fix("lower budgets of services until they fit, or raise the budget of the centre");
  }
}
