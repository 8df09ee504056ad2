package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Objective;
import dev.mainstay.design.Retention;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

final class MetricsGoBeforeTheWindow extends Check {
  private static final Duration MONTH = Duration.ofDays(31);

  MetricsGoBeforeTheWindow() {
    super(
        "MS-O005",
        "metrics that are gone before the objective's window ends",
        "retention.metrics or retention.downsampled >= objectives.NAME.over (a "
            + "calendar month has up to 31d)",
        "the share of good events is computed over what is left, and nobody can say "
            + "whether the promise was kept");
  }

  @Override
  public void check(Service service, Findings findings) {
    Retention retention = service.observability().retention();
    Duration kept =
        Stream.of(
                Optional.ofNullable(retention.metrics()),
                Optional.ofNullable(retention.downsampled()))
            .flatMap(Optional::stream)
            .max(Duration::compareTo)
            .orElse(null);
    for (Objective objective : service.objectives()) {
      if (kept == null) {
        findings.unknown("observability/retention/metrics");
        continue;
      }
      findings.compared();
      Duration over = objective.over().calendarMonth() ? MONTH : objective.over().length();
      if (kept.compareTo(over) < 0) {
        findings
            .error(
                "observability/retention/metrics",
                "metrics are kept for %s, but %s counts over %s"
                    .formatted(Durations.format(kept), objective.name(), Durations.format(over)))
            .with("objectives/" + objective.name() + "/over", "the objective's window")
            .sum(Durations.format(kept) + " < " + Durations.format(over))
            .fix(
                "keep them for %s or longer, if only downsampled"
                    .formatted(Durations.written(over)));
      }
    }
  }
}
