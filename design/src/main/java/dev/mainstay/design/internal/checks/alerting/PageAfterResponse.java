package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;

final class PageAfterResponse extends Check {
  PageAfterResponse() {
    super(
        "MS-A010",
        "a first page that goes out when the time to respond is over",
        "teams.NAME.escalation: after of the first step + paging.groupWait < "
            + "severities.NAME.respond",
        "nobody can respond in time, because nobody has been told");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!findings.hasOrganisation() || team.escalation().isEmpty()) {
      return;
    }
    Duration groupWait = findings.designs().organisation().groupWait();
    Duration after = team.escalation().getFirst().after();
    Duration page = groupWait.plus(after);
    for (Alert alert : Paging.urgent(service)) {
      Response response = Paging.response(alert, findings).orElse(null);
      Duration respond = response == null ? null : response.respond();
      if (respond == null) {
        findings.unknown(Paging.severityPath(alert) + "/respond");
        continue;
      }
      findings.compared();
      if (page.compareTo(respond) >= 0) {
        findings
            .error(
                "alerts/" + alert.name() + "/severity",
                "%s is %s, to be responded to within %s, but the first page goes out after %s"
                    .formatted(
                        alert.name(),
                        alert.severity(),
                        Paging.format(respond),
                        Paging.format(page)))
            .with(
                Sources.ORGANISATION,
                Paging.severityPath(alert) + "/respond",
                "the time to respond")
            .with(
                Sources.ORGANISATION, "teams/" + team.name() + "/escalation/0/after", "first step")
            .with(Sources.ORGANISATION, "paging/groupWait", "alerts are gathered meanwhile")
            .sum(
                "%s + %s = %s >= %s"
                    .formatted(
                        Paging.format(groupWait),
                        Paging.format(after),
                        Paging.format(page),
                        Paging.format(respond)))
            .fix("page whoever is on call at once: `{ after: 0s, notify: [on-call] }`");
      }
    }
  }
}
