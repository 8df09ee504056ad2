package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class StartupPhasesTooLong extends Check {
  StartupPhasesTooLong() {
    super(
        "MS-T008",
        "start-up consists of more than it has time for",
        "the sum of health.startup.phases <= health.startup.within",
        "the process is given up while it still does what it has to do, and starts again from "
            + "the beginning, for ever");
  }

  @Override
  public void check(Service service, Findings findings) {
    var startup = service.health().startup();
    if (startup == null || startup.phases().isEmpty()) {
      return;
    }
    findings.compared();
    Duration sum = Startups.sum(startup);
    if (sum.compareTo(startup.within()) > 0) {
      findings
          .error(
              "health/startup/within",
              "start-up may take %s, but its phases take %s"
                  .formatted(Durations.format(startup.within()), Durations.format(sum)))
          .with("health/startup/phases", "one after another")
          .sum(
              Startups.terms(startup)
                  + " = "
                  + Durations.format(sum)
                  + " > "
                  + Durations.format(startup.within()))
          .fix("raise within to " + Durations.written(sum) + " or more, or shorten a phase");
    }
  }
}
