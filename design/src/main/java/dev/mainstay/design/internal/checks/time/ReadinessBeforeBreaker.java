package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Dependency;
import dev.mainstay.design.Health;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Breakers;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class ReadinessBeforeBreaker extends Check {
  ReadinessBeforeBreaker() {
    super(
        "MS-T015",
        "readiness takes the instance out before its breaker can open",
        "failures that open the breaker of a dependency in health.readiness.checks / calls per "
            + "second and instance <= health.readiness.every x failures",
        "the breaker never opens: the traffic is gone before, and with it whatever the breaker "
            + "should have answered; after the outage all instances come back at once, unguarded");
  }

  @Override
  public void check(Service service, Findings findings) {
    Health.Probe readiness = service.health().readiness();
    for (Dependency dependency : service.dependencies()) {
      var breaker = dependency.breaker();
      if (breaker == null
          || dependency.callsPerRequest() == 0
          || !readiness.checks().contains(dependency.name())) {
        continue;
      }
      if (!findings.isWritten("traffic/typical")) {
        findings.unknown("traffic/typical");
        return;
      }
      findings.compared();
      Duration open = Breakers.timeToOpen(service, dependency, breaker);
      if (open.compareTo(readiness.detection()) > 0) {
        findings
            .warning(
                "dependencies/" + dependency.name() + "/breaker",
                "the breaker of %s opens %s after it fails, but readiness fails after %s"
                    .formatted(
                        dependency.name(),
                        Durations.format(open),
                        Durations.format(readiness.detection())),
                "traffic is typical and spread evenly over "
                    + service.instances().min()
                    + " instances")
            .with("health/readiness/every", "readiness asks the same dependency")
            .with("traffic/typical", "the calls that the breaker counts")
            .sum(
                "%s > %d x %s"
                    .formatted(
                        Breakers.sum(service, dependency, breaker),
                        readiness.failures(),
                        Durations.format(readiness.every())))
            .fix("let fewer failures open it, or remove " + dependency.name() + " from checks");
      }
    }
  }
}
