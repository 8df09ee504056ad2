package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Dashboard;
import dev.mainstay.design.Retention;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.design.internal.checks.Numbers;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DashboardBeyondRetention extends Check {
  DashboardBeyondRetention() {
    super(
        "MS-O014",
        "a dashboard that looks back further than metrics are kept",
        "dashboards.NAME.over <= retention.metrics or retention.downsampled",
        "the comparison with last month shows a line that begins last week");
  }

  @Override
  public void check(Service service, Findings findings) {
    Retention retention = service.observability().retention();
    Duration metrics = retention.metrics();
    Duration downsampled = retention.downsampled();
    for (Dashboard dashboard : service.observability().dashboards()) {
      Duration over = dashboard.over();
      if (over == null) {
        continue;
      }
      if (metrics == null && downsampled == null) {
        findings.unknown("observability/retention/metrics");
        continue;
      }
      findings.compared();
      Duration kept =
          Numbers.max(
              metrics == null ? Duration.ZERO : metrics,
              downsampled == null ? Duration.ZERO : downsampled);
      if (over.compareTo(kept) > 0) {
        findings
            .error(
                "observability/dashboards/" + dashboard.name() + "/over",
                "%s looks back %s, but metrics are kept for %s"
                    .formatted(dashboard.name(), Durations.format(over), Durations.format(kept)))
            .with("observability/retention", "kept for so long")
            .sum(Durations.format(over) + " > " + Durations.format(kept))
            .fix("keep metrics longer, if only downsampled, or look back less");
      }
    }
  }
}
