package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class OnePersonForAllNights extends Check {
  private static final Duration NIGHT = Duration.ofHours(8);

  OnePersonForAllNights() {
    super(
        "MS-A030",
        "one person who must answer within minutes, every night of the year",
        "a rotation of one goes with a time to respond of 8h or more, with hours, or "
            + "with somebody standing by",
        "the promise to respond holds until the first flight, fever or deep sleep");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!Paging.tellsTeam(service, findings) || team.onCall().people().size() != 1) {
      return;
    }
    String alone = team.onCall().people().getFirst();
    boolean others =
        team.secondary() != null
            || team.escalation().stream()
                .flatMap(step -> step.targets().stream())
                .anyMatch(target ->
                    !target.equals("on-call")
                        && !target.equals("next-on-call")
                        && !target.equals(alone));
    Alert alert = Paging.mostUrgent(service, findings).orElse(null);
    Response response = alert == null ? null : Paging.response(alert, findings).orElse(null);
    Duration respond = response == null ? null : response.respond();
    if (alert == null || response == null || respond == null) {
      findings.unknown("severities");
      return;
    }
    findings.compared();
    if (!others && response.hours() == null && respond.compareTo(NIGHT) < 0) {
      findings
          .warningIn(
              Sources.ORGANISATION,
              "teams/" + team.name() + "/onCall/rotation",
              "%s alone responds within %s, day and night".formatted(alone, Paging.format(respond)),
              "people sleep 8 hours")
          .with(Sources.ORGANISATION, Paging.severityPath(alert) + "/respond", "time to respond")
          .sum(
              "1 person x 168h a week, to respond within %s < 8h".formatted(Paging.format(respond)))
          .fix(
              "add a second person, or promise %s only within `hours`".formatted(alert.severity()));
    }
  }
}
