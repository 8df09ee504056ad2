package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Dashboard;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Exported;
import dev.mainstay.design.internal.checks.Findings;

final class DashboardOfNothing extends Check {
  DashboardOfNothing() {
    super(
        "MS-O012",
        "a dashboard of a metric that nobody exports",
        "each metric of dashboards.NAME.shows is in observability.metrics, or exported "
            + "by the toolkit",
        "the panel is empty during the incident, and somebody concludes that the "
            + "service is dead");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Dashboard dashboard : service.observability().dashboards()) {
      for (int i = 0; i < dashboard.shows().size(); i++) {
        String metric = dashboard.shows().get(i);
        if (service.observability().metrics().isEmpty()) {
          findings.unknown("observability/metrics");
          continue;
        }
        findings.compared();
        if (!Exported.knows(service, metric)) {
          findings
              .warning(
                  "observability/dashboards/" + dashboard.name() + "/shows/" + i,
                  "%s shows %s, which the service does not export"
                      .formatted(dashboard.name(), metric),
                  "the service exports its own metrics only as declared")
              .with("observability/metrics", "the declared metrics")
              .sum("%s is not declared".formatted(metric))
              .fix("declare the metric, or show one that is there");
        }
      }
    }
  }
}
