package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class StartupProbeGivesUp extends Check {
  StartupProbeGivesUp() {
    super(
        "MS-T009",
        "the start-up probe gives up before start-up has to be over",
        "health.startup: delay + every x failures >= within",
        "a start that is slow but allowed is killed, and the next one is as slow: the service "
            + "never comes back, most of all when everything starts at once");
  }

  @Override
  public void check(Service service, Findings findings) {
    var startup = service.health().startup();
    if (startup == null) {
      return;
    }
    Duration every = startup.every();
    Integer failures = startup.failures();
    if (every == null || failures == null) {
      return;
    }
    findings.compared();
    Duration patience = startup.delay().plus(every.multipliedBy(failures));
    if (patience.compareTo(startup.within()) < 0) {
      String within = Durations.written(startup.within());
      findings
          .error(
              "health/startup/failures",
              "the start-up probe gives up after %s, but start-up may take %s"
                  .formatted(Durations.format(patience), within))
          .with("health/startup/within", "what start-up may take")
          .with("health/startup/every", "between two probes")
          .sum(
              "%s + %d x %s = %s < %s"
                  .formatted(
                      Durations.format(startup.delay()),
                      failures,
                      Durations.format(every),
                      Durations.format(patience),
                      within))
          .fix("allow more failures, so that delay + every x failures is " + within + " or more");
    }
  }
}
