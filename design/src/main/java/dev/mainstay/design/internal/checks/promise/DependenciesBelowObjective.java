package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Percentage;
import java.util.ArrayList;
import java.util.List;

final class DependenciesBelowObjective extends Check {
  DependenciesBelowObjective() {
    super(
        "MS-P002",
        "required dependencies are less available than the objective",
        "the product over required dependencies of 1 - share x (1 - availability ^ calls) "
            + ">= the availability objective's slo",
        "the budget is spent by dependencies alone, in an ordinary month, without a fault "
            + "of the service");
  }

  @Override
  public void check(Service service, Findings findings) {
    double product = 1;
    List<String> terms = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Dependency dependency : service.dependencies()) {
      Percentage availability = dependency.availability();
      double share = dependency.required().asFraction();
      if (availability != null && share > 0) {
        double calls = Math.max(1, dependency.callsPerRequest() / share);
        double each = 1 - share * (1 - Math.pow(availability.asFraction(), calls));
        product *= each;
        terms.add(dependency.name() + " " + Numbers.percent(each));
        names.add(dependency.name());
      }
    }
    for (Objective objective : service.objectives()) {
      if (objective.sli() instanceof Sli.Availability
          && product < objective.slo().asFraction() - 1e-12) {
        var finding =
            findings.warning(
                "objectives/" + objective.name() + "/slo",
                "slo %s, but the required dependencies allow %s"
                    .formatted(objective.slo(), Numbers.percent(product)),
                "their failures are independent and no retry cures them");
        names.forEach(
            name -> finding.with("dependencies/" + name + "/availability", "promised by " + name));
        finding
            .sum(
                String.join(" x ", terms)
                    + " = "
                    + Numbers.percent(product)
                    + " < "
                    + objective.slo())
            .fix("lower the slo, make a dependency optional, or find a more available one");
      }
    }
  }
}
