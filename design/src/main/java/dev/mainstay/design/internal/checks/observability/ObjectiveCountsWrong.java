package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Selector;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class ObjectiveCountsWrong extends Check {
  ObjectiveCountsWrong() {
    super(
        "MS-O023",
        "an objective over something that cannot be counted so",
        "good and total of an objective are counters, and select by labels that they " + "have",
        "the share of good events is computed from nonsense, and budgets, alerts and "
            + "rollbacks follow it");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Objective objective : service.objectives()) {
      if (objective.sli() instanceof Sli.Ratio ratio) {
        tell(objective, "good", ratio.good(), service, findings);
        tell(objective, "total", ratio.total(), service, findings);
      }
    }
  }

  private static void tell(
      Objective objective, String key, Selector selector, Service service, Findings findings) {
    String declared = "observability/metrics/" + selector.metric();
    Metric metric = service.observability().metric(selector.metric()).orElse(null);
    if (metric == null) {
      findings.unknown(declared);
      return;
    }
    findings.compared();
    String path = "objectives/" + objective.name() + "/" + key;
    if (metric.type() == Metric.Type.GAUGE) {
      findings
          .error(path, "%s of %s is %s, a gauge".formatted(key, objective.name(), metric.name()))
          .with(declared + "/type", "goes up and down")
          .sum("events are counted: a gauge is no counter")
          .fix("count the events with a counter");
    }
    List<String> unknown = Exported.unknownLabels(metric, selector);
    if (findings.isWritten(declared + "/labels") && !unknown.isEmpty()) {
      findings
          .error(
              path,
              "%s selects %s by %s, which the metric does not have"
                  .formatted(objective.name(), metric.name(), String.join(", ", unknown)))
          .with(declared + "/labels", "its labels")
          .sum("%s is not in %s".formatted(unknown, metric.labels()))
          .fix("select by one of " + String.join(", ", metric.labels()));
    }
  }
}
