package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Retention;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class DownsampledGoFirst extends Check {
  DownsampledGoFirst() {
    super(
        "MS-O006",
        "thinned-out samples that go before the full ones",
        "retention.downsampled >= retention.metrics",
        "the downsampling costs work and room, and there is nothing that only it still " + "shows");
  }

  @Override
  public void check(Service service, Findings findings) {
    Retention retention = service.observability().retention();
    Duration metrics = retention.metrics();
    Duration downsampled = retention.downsampled();
    if (metrics == null || downsampled == null) {
      return;
    }
    findings.compared();
    if (downsampled.compareTo(metrics) < 0) {
      findings
          .error(
              "observability/retention/downsampled",
              "downsampled metrics are kept for %s, the full ones for %s"
                  .formatted(Durations.format(downsampled), Durations.format(metrics)))
          .with("observability/retention/metrics", "as scraped")
          .sum(Durations.format(downsampled) + " < " + Durations.format(metrics))
          .fix("exchange the two, or do not downsample");
    }
  }
}
