package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Retention;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.Locale;

final class GraverLogsGoFirst extends Check {
  GraverLogsGoFirst() {
    super(
        "MS-O007",
        "errors that are forgotten before the details around them",
        "retention of a graver log level >= that of each lighter one",
        "the post-mortem has a million lines of detail, and not the error");
  }

  @Override
  public void check(Service service, Findings findings) {
    Retention retention = service.observability().retention();
    Level[] levels = Level.values();
    for (int i = 1; i < levels.length; i++) {
      Duration graver = retention.of(levels[i]);
      for (int j = 0; j < i; j++) {
        Duration lighter = retention.of(levels[j]);
        if (graver == null || lighter == null) {
          continue;
        }
        findings.compared();
        if (graver.compareTo(lighter) < 0) {
          String path = "observability/retention/";
          findings
              .warning(
                  path + word(levels[i]),
                  "%s is kept for %s, %s for %s"
                      .formatted(
                          word(levels[i]),
                          Durations.format(graver),
                          word(levels[j]),
                          Durations.format(lighter)),
                  "what is graver is asked for later")
              .with(path + word(levels[j]), "the lighter level")
              .sum(Durations.format(graver) + " < " + Durations.format(lighter))
              .fix("exchange the two");
        }
      }
    }
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
