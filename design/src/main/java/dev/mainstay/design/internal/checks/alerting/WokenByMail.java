package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Alert;
import dev.mainstay.design.Organisation.Channel;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Response;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Duration;
import java.util.List;

final class WokenByMail extends Check {
  private static final Duration HOUR = Duration.ofHours(1);

  WokenByMail() {
    super(
        "MS-A039",
        "an urgent page that goes out by mail alone",
        "everyone in the rotation has a webhook when the time to respond is less than " + "1h",
        "mail wakes nobody: the page is read in the morning");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!Paging.tellsTeam(service, findings)) {
      return;
    }
    Alert alert = Paging.mostUrgent(service, findings).orElse(null);
    Response response = alert == null ? null : Paging.response(alert, findings).orElse(null);
    Duration respond = response == null ? null : response.respond();
    if (alert == null || response == null || respond == null) {
      findings.unknown("severities");
      return;
    }
    for (String name : team.onCall().people()) {
      List<Channel> channels =
          Paging.person(name, findings).map(Person::channels).orElse(List.of());
      findings.compared();
      boolean mailOnly =
          !channels.isEmpty() && channels.stream().allMatch(each -> each instanceof Channel.Email);
      if (mailOnly && response.hours() == null && respond.compareTo(HOUR) < 0) {
        findings
            .warningIn(
                Sources.ORGANISATION,
                "people/" + name,
                "%s is to respond within %s, but is told by mail only"
                    .formatted(name, Paging.format(respond)),
                "a mail does not wake anybody")
            .with(Sources.ORGANISATION, Paging.severityPath(alert) + "/respond", "time to respond")
            .with(Sources.ORGANISATION, "teams/" + team.name() + "/onCall/rotation", "the rotation")
            .sum("%s < 1h, by mail".formatted(Paging.format(respond)))
            .fix("give %s a `webhook` of a paging service".formatted(name));
      }
    }
  }
}
