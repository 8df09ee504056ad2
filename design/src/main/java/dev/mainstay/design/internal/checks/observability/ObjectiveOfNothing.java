package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Selector;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;

final class ObjectiveOfNothing extends Check {
  ObjectiveOfNothing() {
    super(
        "MS-O022",
        "an objective over a metric that nobody exports",
        "the metrics of good and total of an objective are in observability.metrics, "
            + "or exported by the toolkit",
        "the objective shows 100 % or nothing at all, and both look well");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      if (!(objective.sli() instanceof Sli.Ratio ratio)) {
        continue;
      }
      if (service.observability().metrics().isEmpty()) {
        findings.unknown("observability/metrics");
        continue;
      }
      tell(objective, "good", ratio.good(), service, findings);
      tell(objective, "total", ratio.total(), service, findings);
    }
  }

  private static void tell(
      Objective objective, String key, Selector selector, Service service, Findings findings) {
    findings.compared();
    if (!Exported.knows(service, selector.metric())) {
      findings
          .warning(
              "objectives/" + objective.name() + "/" + key,
              "%s counts %s, which the service does not export"
                  .formatted(objective.name(), selector.metric()),
              "the service exports its own metrics only as declared")
          .with("observability/metrics", "the declared metrics")
          .sum(selector.metric() + " is not declared")
          .fix("declare the metric, or count one that is there");
    }
  }
}
