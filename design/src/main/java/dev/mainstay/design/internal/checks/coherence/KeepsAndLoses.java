package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class KeepsAndLoses extends Check {
  KeepsAndLoses() {
    super(
        "MS-C027",
        "a mode that keeps everything and loses something",
        "degradation.NAME.keeps: everything goes with no loses and not with level: failed",
        "the status page says one thing and the runbook another, while customers ask");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      String keeps = mode.keeps().toLowerCase(Locale.ROOT);
      boolean everything = keeps.equals("everything") || keeps.equals("all");
      if (!everything) {
        continue;
      }
      findings.compared();
      String path = "degradation/" + mode.name();
      boolean failed = mode.level() == DegradationMode.Level.FAILED;
      if (failed || !mode.loses().isEmpty()) {
        String other = failed ? "level: failed" : "loses: " + String.join(", ", mode.loses());
        findings
            .error(
                path + "/keeps",
                "mode %s keeps %s and has %s".formatted(mode.name(), mode.keeps(), other))
            .with(path + (failed ? "/level" : "/loses"), "contradicts it")
            .sum("keeps %s, but %s".formatted(mode.keeps(), other))
            .fix("say what is left without what is lost");
      }
    }
  }
}
