package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Objective.Sli;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.Locale;

final class OutageNotUrgent extends Check {
  OutageNotUrgent() {
    super(
        "MS-A026",
        "an outage that wakes nobody",
        "an alert whose condition fails all requests of a service of high or critical "
            + "criticality is P0 or P1, or another urgent alert covers it",
        "everything is down, and it waits in a list until the office opens");
  }

  @Override
  public void check(Service service, Findings findings) {
    boolean matters =
        switch (service.criticality()) {
          case LOW, STANDARD -> false;
          case HIGH, CRITICAL -> true;
        };
    boolean watched =
        Paging.urgent(service).stream()
            .anyMatch(urgent ->
                service.objectives().stream()
                    .anyMatch(objective ->
                        objective.sli() instanceof Sli.Availability
                            && Watched.watches(urgent, objective)));
    for (Alert alert : service.alerts()) {
      if (!matters || Harm.of(alert, service) < 1) {
        continue;
      }
      findings.compared();
      boolean covered =
          watched
              || Paging.urgent(service).stream()
                  .anyMatch(urgent -> urgent.when().equals(alert.when()));
      if (alert.severity().compareTo(Severity.P1) > 0 && !covered) {
        findings
            .error(
                "alerts/" + alert.name() + "/severity",
                "%s means that every request fails, but it is only %s"
                    .formatted(alert.name(), alert.severity()))
            .with("alerts/" + alert.name() + "/when", "fails 100 % of the requests")
            .with("criticality", "declared here")
            .sum(
                "100 %% of the requests of a %s service fail at %s"
                    .formatted(word(service), alert.severity()))
            .fix("make it P0 or P1, or add an urgent alert `on: objectives`");
      }
    }
  }

  private static String word(Service service) {
    return service.criticality().name().toLowerCase(Locale.ROOT);
  }
}
