package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Service;
import dev.mainstay.design.internal.checks.Findings;
import dev.mainstay.kernel.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What several checks need to know of how a team is woken. */
final class Paging {
  private Paging() {}

  /** Whether facts of the whole organisation are told at this service: at the first one. */
  static boolean tellsOrganisation(Service service, Findings findings) {
    return findings.hasOrganisation()
        && findings.designs().services().getFirst().name().equals(service.name());
  }

  /** Whether facts of the owner's team are told at this service: at its first one. */
  static boolean tellsTeam(Service service, Findings findings) {
    return findings.hasOrganisation()
        && findings.facts().servicesOf(service.owner()).getFirst().name().equals(service.name());
  }

  static List<Alert> urgent(Service service) {
    return service.alerts().stream()
        .filter(alert -> alert.severity().compareTo(Severity.P1) <= 0)
        .toList();
  }

  /** All urgent alerts of the services that the team owns. */
  static Optional<Alert> mostUrgent(Service service, Findings findings) {
    return findings.facts().servicesOf(service.owner()).stream()
        .flatMap(other -> urgent(other).stream())
        .min((a, b) -> a.severity().compareTo(b.severity()));
  }

  /** What the alert's severity promises. */
  static Optional<Response> response(Alert alert, Findings findings) {
    return findings.designs().organisation().response(alert.severity());
  }

  static String severityPath(Alert alert) {
    return "severities/" + alert.severity();
  }

  static Optional<Person> person(String name, Findings findings) {
    return findings.facts().person(name);
  }

  static String format(Duration duration) {
    return Durations.format(duration);
  }

  static String written(Duration duration) {
    return Durations.written(duration);
  }
}
