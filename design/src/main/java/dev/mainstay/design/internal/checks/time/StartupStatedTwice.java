package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class StartupStatedTwice extends Check {
  StartupStatedTwice() {
    super(
        "MS-T010",
        "start-up takes longer in one section than in another",
        "the sum of health.startup.phases <= instances.each.startup <= health.startup.within",
        "rollouts, scaling and restarts are planned with the shorter of the two, and happen with "
            + "the longer");
  }

  @Override
  public void check(Service service, Findings findings) {
    var startup = service.health().startup();
    if (startup == null) {
      return;
    }
    if (!findings.isWritten("instances/each/startup")) {
      findings.unknown("instances/each/startup");
      return;
    }
    findings.compared();
    Duration usual = service.instances().startup();
    Duration sum = Startups.sum(startup);
    if (usual.compareTo(startup.within()) > 0) {
      findings
          .error(
              "health/startup/within",
              "start-up may take %s, but an instance takes %s to be ready"
                  .formatted(Durations.format(startup.within()), Durations.format(usual)))
          .with("instances/each/startup", "what it takes")
          .sum(Durations.format(usual) + " > " + Durations.format(startup.within()))
          .fix("raise within above " + Durations.written(usual));
    } else if (sum.compareTo(usual) > 0) {
      findings
          .error(
              "instances/each/startup",
              "an instance is ready after %s, but the phases of its start-up take %s"
                  .formatted(Durations.format(usual), Durations.format(sum)))
          .with("health/startup/phases", "one after another")
          .sum(
              Startups.terms(startup)
                  + " = "
                  + Durations.format(sum)
                  + " > "
                  + Durations.format(usual))
          .fix("measure a start, and write the same in both places");
    }
  }
}
