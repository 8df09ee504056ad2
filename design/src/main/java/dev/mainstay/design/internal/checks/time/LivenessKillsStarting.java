package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class LivenessKillsStarting extends Check {
  LivenessKillsStarting() {
    super(
        "MS-T011",
        "liveness gives up before the process can have started",
        "without a start-up probe, health.liveness: delay + every x failures >= the time that "
            + "start-up takes",
        "every start is cut off by a restart: after a deployment, or a crash under load, the "
            + "instance never comes back");
  }

  @Override
  public void check(Service service, Findings findings) {
    var startup = service.health().startup();
    boolean measured = findings.isWritten("instances/each/startup");
    if (startup == null && !measured) {
      findings.unknown("instances/each/startup");
      return;
    }
    String known = measured ? "instances/each/startup" : "health/startup/within";
    Duration needed =
        measured || startup == null ? service.instances().startup() : startup.within();
    findings.compared();
    Health.Probe liveness = service.health().liveness();
    boolean probed = startup != null && startup.every() != null && startup.failures() != null;
    Duration patience = liveness.delay().plus(liveness.detection());
    if (probed || !written(findings) || patience.compareTo(needed) >= 0) {
      return;
    }
    findings
        .warning(
            "health/liveness/failures",
            "liveness gives up %s after the start, but start-up takes %s"
                .formatted(Durations.format(patience), Durations.format(needed)),
            "liveness does not answer before start-up is over")
        .with(known, "what start-up takes")
        .with("health/liveness/every", "between two probes")
        .sum(
            "%s + %d x %s = %s < %s"
                .formatted(
                    Durations.format(liveness.delay()),
                    liveness.failures(),
                    Durations.format(liveness.every()),
                    Durations.format(patience),
                    Durations.format(needed)))
        .fix("add a start-up probe: health.startup with every and failures");
  }

  private static boolean written(Findings findings) {
    return findings.isWritten("health/liveness/every")
        || findings.isWritten("health/liveness/failures")
        || findings.isWritten("health/liveness/delay");
  }
}
