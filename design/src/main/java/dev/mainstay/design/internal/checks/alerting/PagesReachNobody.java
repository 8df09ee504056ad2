package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class PagesReachNobody extends Check {
  PagesReachNobody() {
    super(
        "MS-A001",
        "an urgent alert that reaches nobody",
        "everyone in the owner's rotation has a webhook or an email, and the team has an "
            + "escalation, when an alert is P0 or P1",
        "the page is written to the journal, and nobody is woken");
  }

  @Override
  public void check(Service service, Findings findings) {
    List<Alert> urgent =
        service.alerts().stream()
            .filter(alert -> alert.severity().compareTo(Alert.Severity.P1) <= 0)
            .toList();
    if (urgent.isEmpty()) {
      return;
    }
    findings.compared();
    String alert = "alerts/" + urgent.getFirst().name();
    Team team = findings.designs().ownerOf(service);
    String told = urgent.getFirst().name() + " is " + urgent.getFirst().severity() + ", but ";
    if (!findings.hasOrganisation()) {
      findings
          .warning(
              alert + "/severity",
              told + "there is no organisation file that says whom to wake",
              "nobody watches the console at night")
          .sum("0 people for an alert of " + urgent.getFirst().severity())
          .fix("add a file of `kind: Organisation` with people and a team");
      return;
    }
    if (team.escalation().isEmpty()) {
      findings
          .error(alert + "/severity", told + "the team " + team.name() + " has no escalation step")
          .with(Sources.ORGANISATION, "teams/" + team.name() + "/escalation", "no step")
          .sum("0 steps for an alert of " + urgent.getFirst().severity())
          .fix("add `{ after: 0s, notify: [on-call] }`");
    }
    for (Person person : findings.facts().people(team.onCall().people())) {
      if (person.channels().isEmpty()) {
        findings
            .error(alert + "/severity", told + person.name() + " of its rotation has no channel")
            .with(Sources.ORGANISATION, "people/" + person.name(), "neither webhook nor email")
            .with(Sources.ORGANISATION, "teams/" + team.name() + "/onCall/rotation", "the rotation")
            .sum("0 channels for an alert of " + urgent.getFirst().severity())
            .fix("give " + person.name() + " a `webhook` or an `email`");
      }
    }
  }
}
