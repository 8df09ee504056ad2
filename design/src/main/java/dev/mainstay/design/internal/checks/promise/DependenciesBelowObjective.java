package dev.mainstay.design.internal.checks.promise;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Promise;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import java.util.ArrayList;
import java.util.List;

final class DependenciesBelowObjective extends Check {
  DependenciesBelowObjective() {
    super(
        "MS-P002",
        "required dependencies are less available than the objective",
        "the product over required dependencies of 1 - share x (1 - availability ^ calls) "
            + ">= the availability objective's slo; dependencies that it excludes do not count",
        "the budget is spent by dependencies alone, in an ordinary month, without a fault "
            + "of the service");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Promise promise : Promised.availabilities(service)) {
      double product = 1;
      List<String> terms = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (Dependency dependency : service.dependencies()) {
        if (promise.excludes().contains(dependency.name())
            || dependency.required().asFraction() == 0) {
          continue;
        }
        var availability = dependency.availability();
        if (availability == null) {
          findings.unknown("dependencies/" + dependency.name() + "/availability");
          continue;
        }
        double each = Chain.available(dependency, availability.asFraction());
        product *= each;
        terms.add(dependency.name() + " " + Numbers.percent(each));
        names.add(dependency.name());
      }
      if (names.isEmpty()) {
        continue;
      }
      findings.compared();
      double slo = 1 - Promised.allowed(promise);
      if (product < slo - 1e-12) {
        var finding =
            findings.warning(
                Promised.share(findings, service, promise),
                "slo %s, but the required dependencies allow %s"
                    .formatted(promise.slo(), Numbers.percent(product)),
                "their failures are independent and no retry cures them");
        names.forEach(
            name -> finding.with("dependencies/" + name + "/availability", "promised by " + name));
        finding
            .sum(
                String.join(" x ", terms)
                    + " = "
                    + Numbers.percent(product)
                    + " < "
                    + promise.slo())
            .fix("lower the slo, make a dependency optional, or find a more available one");
      }
    }
  }
}
