package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class ForBelowTwoScrapes extends Check {
  ForBelowTwoScrapes() {
    super(
        "MS-A025",
        "an alert that a single scrape decides",
        "alerts.NAME.for, when it is above zero, >= 2 x telemetry.every",
        "one late scrape fires it and the next one ends it: pages for nothing, one "
            + "after another");
  }

  @Override
  public void check(Service service, Findings findings) {
    Duration every = service.telemetry().every();
    Duration two = every.multipliedBy(2);
    for (Alert alert : service.alerts()) {
      String path = "alerts/" + alert.name() + "/for";
      if (!findings.isWritten(path) || alert.pending().isZero()) {
        continue;
      }
      findings.compared();
      if (alert.pending().compareTo(two) < 0) {
        findings
            .warning(
                path,
                "%s holds for %s, less than two scrapes"
                    .formatted(alert.name(), Paging.format(alert.pending())),
                "a scrape can be late or fail once")
            .with("telemetry/every", "from scrape to scrape")
            .sum(
                "%s < 2 x %s = %s"
                    .formatted(
                        Paging.format(alert.pending()), Paging.format(every), Paging.format(two)))
            .fix("hold for %s or longer, or scrape more often".formatted(Paging.written(two)));
      }
    }
  }
}
