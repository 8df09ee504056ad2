package dev.mainstay.design.internal.checks.time;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Dependency;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Breakers;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;

final class AlertBeforeBreaker extends Check {
  AlertBeforeBreaker() {
    super(
        "MS-T014",
        "a breaker that opens later than the alert on its dependency fires",
        "failures that open the breaker / calls per second and instance <= for of the alert on "
            + "the dependency",
        "with so few calls the breaker counts for minutes: until then every call waits its whole "
            + "timeout, and the machine is slower than the person who is told");
  }

  @Override
  public void check(Service service, Findings findings) {
    for (Alert alert : service.alerts()) {
      if (alert.when() instanceof Alert.Condition.DependencyFails fails
          && findings.isWritten("alerts/" + alert.name() + "/for")) {
        service.dependencies().stream()
            .filter(dependency -> dependency.name().equals(fails.dependency()))
            .forEach(dependency -> compare(service, alert, dependency, findings));
      }
    }
  }

  private static void compare(
      Service service, Alert alert, Dependency dependency, Findings findings) {
    var breaker = dependency.breaker();
    if (breaker == null || dependency.callsPerRequest() == 0) {
      return;
    }
    if (!findings.isWritten("traffic/typical")) {
      findings.unknown("traffic/typical");
      return;
    }
    findings.compared();
    Duration open = Breakers.timeToOpen(service, dependency, breaker);
    if (open.compareTo(alert.pending()) > 0) {
      String path = "dependencies/" + dependency.name() + "/breaker";
      findings
          .warning(
              path + (breaker.consecutive() ? "/consecutive" : "/of"),
              "the breaker of %s opens %s after it fails, the alert on it fires after %s"
                  .formatted(
                      dependency.name(), Durations.format(open), Durations.format(alert.pending())),
              "traffic is typical and spread evenly over "
                  + service.instances().min()
                  + " instances")
          .with("alerts/" + alert.name() + "/for", "fires after this")
          .with("traffic/typical", "the calls that it counts")
          .sum(
              Breakers.sum(service, dependency, breaker)
                  + " > "
                  + Durations.format(alert.pending()))
          .fix("let fewer failures open it, such as `consecutive: 3`");
    }
  }
}
