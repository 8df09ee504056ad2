package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.List;

final class EscalationReachesNobody extends Check {
  EscalationReachesNobody() {
    super(
        "MS-A040",
        "an escalation step that reaches nobody",
        "somebody of each step of teams.NAME.escalation, and everyone in "
            + "onCall.secondary, has a webhook or an email",
        "the second line of defence is a name in a file");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!Paging.tellsTeam(service, findings) || Paging.mostUrgent(service, findings).isEmpty()) {
      return;
    }
    String path = "teams/" + team.name();
    for (int i = 0; i < team.escalation().size(); i++) {
      List<String> targets = team.escalation().get(i).targets();
      findings.compared();
      boolean named = targets.stream().allMatch(name -> Paging.person(name, findings).isPresent());
      if (named && targets.stream().allMatch(name -> silent(name, findings))) {
        tell(path + "/escalation/" + i + "/notify", targets, findings);
      }
    }
    Rotation secondary = team.secondary();
    List<String> silent =
        secondary == null
            ? List.of()
            : secondary.people().stream().filter(name -> silent(name, findings)).toList();
    if (!silent.isEmpty()) {
      tell(path + "/onCall/secondary/rotation", silent, findings);
    }
  }

  private static boolean silent(String name, Findings findings) {
    return Paging.person(name, findings).filter(person -> person.channels().isEmpty()).isPresent();
  }

  private static void tell(String path, List<String> names, Findings findings) {
    var finding =
        findings.errorIn(
            Sources.ORGANISATION,
            path,
            names.isEmpty()
                ? "the step notifies nobody"
                : "%s has neither webhook nor email".formatted(String.join(", ", names)));
    names.forEach(name -> finding.with(Sources.ORGANISATION, "people/" + name, "no channel"));
    finding
        .sum("%d of %d can be reached".formatted(0, names.size()))
        .fix("add a `webhook` or an `email`");
  }
}
