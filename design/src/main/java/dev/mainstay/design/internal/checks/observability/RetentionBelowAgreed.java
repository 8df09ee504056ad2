package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Retention;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

final class RetentionBelowAgreed extends Check {
  RetentionBelowAgreed() {
    super(
        "MS-O008",
        "telemetry that is kept for less time than the organisation has agreed",
        "observability.retention.KIND >= retention.KIND of the organisation",
        "the auditor asks for a day that is gone");
  }

  @Override
  public void check(Service service, Findings findings) {
    Retention agreed = findings.designs().organisation().retention();
    Retention retention = service.observability().retention();
    compare("metrics", retention.metrics(), agreed.metrics(), findings);
    compare("downsampled", retention.downsampled(), agreed.downsampled(), findings);
    compare("traces", retention.traces(), agreed.traces(), findings);
    for (Level level : Level.values()) {
      compare(
          level.name().toLowerCase(Locale.ROOT), retention.of(level), agreed.of(level), findings);
    }
  }

  private static void compare(
      String key, @Nullable Duration kept, @Nullable Duration agreed, Findings findings) {
    if (agreed == null) {
      return;
    }
    String path = "observability/retention/" + key;
    if (kept == null) {
      findings.unknown(path);
      return;
    }
    findings.compared();
    if (kept.compareTo(agreed) < 0) {
      findings
          .error(
              path,
              "%s is kept for %s, but at least %s is agreed"
                  .formatted(key, Durations.format(kept), Durations.format(agreed)))
          .with(Sources.ORGANISATION, "retention/" + key, "agreed for all")
          .sum(Durations.format(kept) + " < " + Durations.format(agreed))
          .fix("keep it for " + Durations.written(agreed), path, Durations.written(agreed));
    }
  }
}
