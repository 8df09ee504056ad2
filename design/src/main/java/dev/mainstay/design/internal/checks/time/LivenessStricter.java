package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;

final class LivenessStricter extends Check {
  LivenessStricter() {
    super(
        "MS-T016",
        "an instance is restarted before it is taken out of the traffic",
        "health.liveness.every x failures >= health.readiness.every x failures",
        "a pause that readiness would have sat out, such as a long garbage collection, ends in "
            + "a restart, and the requests in flight are lost");
  }

  @Override
  public void check(Service service, Findings findings) {
    Health.Probe liveness = service.health().liveness();
    Health.Probe readiness = service.health().readiness();
    if (!written("liveness", findings) || !written("readiness", findings)) {
      return;
    }
    findings.compared();
    if (liveness.detection().compareTo(readiness.detection()) < 0) {
      findings
          .warning(
              "health/liveness/failures",
              "liveness gives up after %s, readiness only after %s"
                  .formatted(
                      Durations.format(liveness.detection()),
                      Durations.format(readiness.detection())),
              "whatever stops the instance stops both probes")
          .with("health/readiness/failures", "readiness is more patient")
          .sum(
              "%d x %s = %s < %d x %s = %s"
                  .formatted(
                      liveness.failures(),
                      Durations.format(liveness.every()),
                      Durations.format(liveness.detection()),
                      readiness.failures(),
                      Durations.format(readiness.every()),
                      Durations.format(readiness.detection())))
          .fix("let liveness wait longer than readiness");
    }
  }

  private static boolean written(String probe, Findings findings) {
    return findings.isWritten("health/" + probe + "/every")
        || findings.isWritten("health/" + probe + "/failures");
  }
}
