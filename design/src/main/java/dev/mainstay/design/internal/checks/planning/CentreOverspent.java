package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.kernel.Spend;
import java.util.List;
import java.util.Optional;

final class CentreOverspent extends CentreCheck {
  CentreOverspent() {
    super(
        "MS-B020",
        "a cost centre whose services cost more than it has",
        "over its services, instances.min x cost.instance + cost.fixed <= costCentres.*.budget",
        "each service keeps its own budget, and the centre that pays for all of them is overspent every month",
        "planning/cost/instance");
  }

  @Override
  Optional<Centre> of(List<Service> services, Spend budget) {
    return Centre.spent(services, budget);
  }

  @Override
  Finding told(Findings findings, String path, String centre, String sum, Spend budget) {
    return findings.errorIn(
        Sources.ORGANISATION,
        path,
        "the services of cost centre %s cost %s, its budget is %s".formatted(centre, sum, budget));
  }

  @Override
  String part() {
    return "planning/cost";
  }

  @Override
  String fix() {
    return "raise the budget of the centre, run fewer or smaller instances, or let another centre pay";
  }
}
