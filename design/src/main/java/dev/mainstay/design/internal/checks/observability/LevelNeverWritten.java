package dev.mainstay.design.internal.checks.observability;

import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class LevelNeverWritten extends Check {
  LevelNeverWritten() {
    super(
        "MS-O010",
        "a volume of logs of a level that is not written",
        "logs.perDay has no level below logs.level",
        "the calculation of the log store is about another system");
  }

  @Override
  public void check(Service service, Findings findings) {
    Logs logs = service.observability().logs();
    if (logs == null) {
      return;
    }
    for (Level level : logs.perDay().keySet()) {
      findings.compared();
      if (level.compareTo(logs.level()) < 0) {
        String word = level.name().toLowerCase(Locale.ROOT);
        findings
            .error(
                "observability/logs/perDay/" + word,
                "%s is counted, but nothing below %s is written"
                    .formatted(word, logs.level().name().toLowerCase(Locale.ROOT)))
            .with("observability/logs/level", "the least that is written")
            .sum(word + " < " + logs.level().name().toLowerCase(Locale.ROOT))
            .fix("remove the volume, or lower the level");
      }
    }
  }
}
