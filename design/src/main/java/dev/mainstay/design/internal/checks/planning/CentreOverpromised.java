package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.kernel.Spend;
import java.util.List;
import java.util.Optional;

final class CentreOverpromised extends CentreCheck {
  CentreOverpromised() {
    super(
        "MS-B021",
        "budgets of services that are more than their cost centre has",
        "over its services, the sum of cost.budget <= costCentres.*.budget",
        "all services may keep their budgets, and the centre that pays for them still runs out of money",
        "planning/cost/budget");
  }

  @Override
  Optional<Centre> of(List<Service> services, Spend budget) {
    return Centre.budgets(services, budget);
  }

  @Override
  Finding told(Findings findings, String path, String centre, String sum, Spend budget) {
    return findings.warningIn(
        Sources.ORGANISATION,
        path,
        "the services of cost centre %s may spend %s, its budget is %s"
            .formatted(centre, sum, budget),
        "each service spends what it may");
  }

  @Override
  String part() {
    return "planning/cost/budget";
  }

  @Override
  String fix() {
    return "lower budgets of services until they fit, or raise the budget of the centre";
  }
}
