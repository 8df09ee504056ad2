package dev.mainstay.design.internal.checks.coherence;

import dev.mainstay.design.DegradationMode;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;

final class ModeUntold extends Check {
  ModeUntold() {
    super(
        "MS-C025",
        "a mode that nobody is told of",
        "degradation.NAME.signal: header or metric; header when something is lost",
        "callers take the lesser answer for the full one, and operators see nothing: the mode "
            + "lasts until a customer calls");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (DegradationMode mode : service.degradation()) {
      findings.compared();
      String path = "degradation/" + mode.name();
      if (!mode.header() && !mode.metric()) {
        findings
            .error(
                path + "/signal",
                "mode %s shows neither in a header nor in a metric".formatted(mode.name()))
            .with(path + "/keeps", "what is left")
            .sum("header: false, metric: false: 0 of 2 ways to tell")
            .fix("write `metric: true`, and `header: true` when callers should know");
      } else if (!mode.header() && !mode.loses().isEmpty()) {
        findings
            .warning(
                path + "/signal/header",
                "mode %s loses %s, and its answers do not say so"
                    .formatted(mode.name(), String.join(", ", mode.loses())),
                "callers can do something about what is lost")
            .with(path + "/loses", "what callers miss")
            .sum("%d lost, header: false".formatted(mode.loses().size()))
            .fix("write `header: true`");
      }
    }
  }
}
