package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class TooManySamples extends Check {
  /** What Mainstay accepts of one scrape. */
  private static final int LIMIT = 10_000;

  TooManySamples() {
    super(
        "MS-O020",
        "more series on one instance than one scrape may hold",
        "the sum of observability.metrics.NAME.series <= 10000",
        "the scrape is refused as a whole: all metrics and all alerts of the service "
            + "are gone at once");
  }

  @Override
  public void check(Service service, Findings findings) {
    int total = 0;
    Metric largest = null;
    for (Metric metric : service.observability().metrics()) {
      Integer series = metric.series();
      if (series == null) {
        findings.unknown("observability/metrics/" + metric.name() + "/series");
        continue;
      }
      findings.compared();
      total = (int) Math.min(Integer.MAX_VALUE, (long) total + series);
      Integer most = largest == null ? null : largest.series();
      largest = most == null || series > most ? metric : largest;
    }
    if (largest != null && total > LIMIT) {
      findings
          .error(
              "observability/metrics/" + largest.name() + "/series",
              "%d series on one instance, but a scrape holds at most %d".formatted(total, LIMIT))
          .with(
              "observability/metrics/" + largest.name() + "/labels", "the largest metric's labels")
          .sum("%d > %d".formatted(total, LIMIT))
          .fix("drop a label of %s, or group its values".formatted(largest.name()));
    }
  }
}
