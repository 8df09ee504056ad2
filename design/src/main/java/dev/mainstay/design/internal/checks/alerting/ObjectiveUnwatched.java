package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ObjectiveUnwatched extends Check {
  ObjectiveUnwatched() {
    super(
        "MS-A004",
        "an objective that nobody hears of",
        "each objective of a service of high or critical criticality is in an alert's on",
        "the budget burns away unnoticed until a customer tells");
  }

  @Override
  public void check(Service service, Findings findings) {
    boolean matters =
        switch (service.criticality()) {
          case LOW, STANDARD -> false;
          case HIGH, CRITICAL -> true;
        };
    for (Objective objective : service.objectives()) {
      if (!matters) {
        continue;
      }
      findings.compared();
      if (!Watched.is(objective, service)) {
        findings
            .warning(
                "objectives/" + objective.name(),
                "no alert is on %s".formatted(objective.name()),
                "nobody looks at the console all day")
            .with("criticality", "declared here")
            .sum("0 of %d alerts on %s".formatted(service.alerts().size(), objective.name()))
            .fix("add an alert with `on: objectives`");
      }
    }
  }
}
