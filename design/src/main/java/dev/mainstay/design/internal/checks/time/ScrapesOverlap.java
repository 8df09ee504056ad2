package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class ScrapesOverlap extends Check {
  ScrapesOverlap() {
    super(
        "MS-T005",
        "a scrape's timeout is longer than its interval",
        "telemetry.timeout <= telemetry.every",
        "a slow instance is scraped twice at a time, and its rates are computed from "
            + "samples in the wrong order");
  }

  @Override
  public void check(Service service, Findings findings) {
    var telemetry = service.telemetry();
    findings.compared();
    if (telemetry.timeout().compareTo(telemetry.every()) > 0) {
      String every = Durations.written(telemetry.every());
      findings
          .error(
              "telemetry/timeout",
              "scrape timeout %s, longer than its interval of %s"
                  .formatted(Durations.format(telemetry.timeout()), every))
          .with("telemetry/every", "the next scrape starts after this")
          .sum(Durations.format(telemetry.timeout()) + " > " + every)
          .fix("shorten the timeout to " + every + " or less");
    }
  }
}
