package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Dashboard;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class RefreshFasterThanScrapes extends Check {
  RefreshFasterThanScrapes() {
    super(
        "MS-O013",
        "a dashboard that is drawn anew before there is anything new",
        "dashboards.NAME.refresh >= telemetry.every",
        "every open screen asks the store again and again for what it already shows");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration every = service.telemetry().every();
    for (Dashboard dashboard : service.observability().dashboards()) {
      Duration refresh = dashboard.refresh();
      if (refresh == null || !findings.isWritten("telemetry/every")) {
        findings.unknown("telemetry/every");
        continue;
      }
      findings.compared();
      if (refresh.compareTo(every) < 0) {
        String path = "observability/dashboards/" + dashboard.name() + "/refresh";
        findings
            .error(
                path,
                "%s is drawn every %s, but scraped every %s"
                    .formatted(
                        dashboard.name(), Durations.format(refresh), Durations.format(every)))
            .with("telemetry/every", "the scrape interval")
            .sum(Durations.format(refresh) + " < " + Durations.format(every))
            .fix("refresh every " + Durations.written(every), path, Durations.written(every));
      }
    }
  }
}
