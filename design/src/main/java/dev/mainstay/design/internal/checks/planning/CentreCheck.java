package dev.mainstay.design.internal.checks.planning;

import dev.mainstay.design.Organisation.CostCentre;
import dev.mainstay.design.Planning;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Findings.Finding;
import dev.mainstay.kernel.Spend;
import java.util.List;
import java.util.Optional;

/** What a cost centre pays for its services, against its budget; told once per centre. */
abstract class CentreCheck extends Check {
  private final String needed;

  /**
   * @param needed path of the fact that each service has to state
   */
  CentreCheck(String code, String title, String rule, String why, String needed) {
    super(code, title, rule, why);
    this.needed = needed;
  }

  /** Empty when amounts are in different currencies. */
  abstract Optional<Centre> of(List<Service> services, Spend budget);

  abstract Finding told(Findings findings, String path, String centre, String sum, Spend budget);

  /** Path of a service's part. */
  abstract String part();

  abstract String fix();

  @Override
  public final void check(Service service, Findings findings) {
    Planning.Cost cost = service.planning().cost();
    String name = cost == null ? null : cost.centre();
    if (name == null) {
      return;
    }
    Spend budget =
        findings.designs().organisation().costCentre(name).map(CostCentre::budget).orElse(null);
    List<Service> services = findings.facts().paidBy(name);
    if (budget != null && services.getFirst().name().equals(service.name())) {
      of(services, budget).ifPresent(centre -> compare(name, centre, budget, findings));
    }
  }

  private void compare(String name, Centre centre, Spend budget, Findings findings) {
    if (centre.exceeds(budget)) {
      String sum = Spending.told(centre.sum(), budget);
      Finding finding = told(findings, "costCentres/" + name + "/budget", name, sum, budget);
      centre.parts().forEach(each -> finding.with(each.service(), part(), each.service()));
      finding.sum(centre.sum(budget) + " > " + budget).fix(fix());
    } else if (centre.unknown().isEmpty()) {
      findings.compared();
    } else {
      findings.unknown(needed + " of " + String.join(", ", centre.unknown()));
    }
  }
}
