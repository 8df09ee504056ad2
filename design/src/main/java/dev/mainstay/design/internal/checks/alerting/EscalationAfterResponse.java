package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

final class EscalationAfterResponse extends Check {
  EscalationAfterResponse() {
    super(
        "MS-A009",
        "an escalation that comes when the time to respond is over",
        "teams.NAME.escalation: after of the second step < severities.NAME.respond of "
            + "each alert of the team's services",
        "when the first person does not answer, the promise to respond is broken "
            + "before anybody else hears of it");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!findings.hasOrganisation() || team.escalation().size() < 2) {
      return;
    }
    EscalationStep second = team.escalation().get(1);
    Set<Severity> told = new TreeSet<>();
    for (Alert alert : service.alerts()) {
      Response response = Paging.response(alert, findings).orElse(null);
      Duration respond = response == null ? null : response.respond();
      if (respond == null) {
        findings.unknown(Paging.severityPath(alert) + "/respond");
        continue;
      }
      findings.compared();
      if (second.after().compareTo(respond) >= 0 && told.add(alert.severity())) {
        findings
            .error(
                "alerts/" + alert.name() + "/severity",
                "%s is %s, to be responded to within %s, but the second person hears of it after %s"
                    .formatted(
                        alert.name(),
                        alert.severity(),
                        Paging.format(respond),
                        Paging.format(second.after())))
            .with(
                Sources.ORGANISATION,
                Paging.severityPath(alert) + "/respond",
                "the time to respond")
            .with(
                Sources.ORGANISATION,
                "teams/" + team.name() + "/escalation/1/after",
                "the second step")
            .sum(Paging.format(second.after()) + " >= " + Paging.format(respond))
            .fix(
                "escalate well before %s, such as after a third of it"
                    .formatted(Paging.written(respond)));
      }
    }
  }
}
