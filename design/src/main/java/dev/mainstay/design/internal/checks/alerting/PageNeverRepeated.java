package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class PageNeverRepeated extends Check {
  PageNeverRepeated() {
    super(
        "MS-A011",
        "an urgent page that is sent once and never repeated",
        "teams.NAME.escalation has a second step when an alert has a time to respond "
            + "and is P0 or P1",
        "one telephone without a signal, and the incident lasts until morning");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!findings.hasOrganisation()) {
      return;
    }
    for (Alert alert : Paging.urgent(service)) {
      Response response = Paging.response(alert, findings).orElse(null);
      Duration respond = response == null ? null : response.respond();
      if (respond == null) {
        findings.unknown(Paging.severityPath(alert) + "/respond");
        continue;
      }
      findings.compared();
      if (team.escalation().size() == 1) {
        findings
            .warning(
                "alerts/" + alert.name() + "/severity",
                "%s is %s, to be responded to within %s, but %s is paged a single time"
                    .formatted(alert.name(), alert.severity(), Paging.format(respond), team.name()),
                "a page can go unheard")
            .with(Sources.ORGANISATION, "teams/" + team.name() + "/escalation", "one step")
            .with(
                Sources.ORGANISATION,
                Paging.severityPath(alert) + "/respond",
                "the time to respond")
            .sum("1 page within " + Paging.format(respond) + ", 0 after it")
            .fix(
                "add a step before %s that pages again, or somebody else"
                    .formatted(Paging.written(respond)));
        return;
      }
    }
  }
}
