package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

final class EscalationToWhoWasTold extends Check {
  private static final Set<String> KEYWORDS = Set.of("on-call", "next-on-call", "secondary");

  EscalationToWhoWasTold() {
    super(
        "MS-A029",
        "an escalation to somebody who has been told before",
        "teams.NAME.escalation: a step of named people reaches somebody new in every "
            + "turn of the rotation",
        "the last resort is the person whose telephone has been silent since the first " + "page");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    List<String> people = team.onCall().people();
    if (!Paging.tellsTeam(service, findings) || people.size() < 2) {
      return;
    }
    for (int turn = 0; turn < people.size(); turn++) {
      Set<String> told = new HashSet<>();
      for (int i = 0; i < team.escalation().size(); i++) {
        List<String> targets = team.escalation().get(i).targets();
        boolean named = targets.stream().noneMatch(KEYWORDS::contains);
        findings.compared();
        if (i > 0 && named && !targets.isEmpty() && told.containsAll(targets)) {
          String path = "teams/" + team.name();
          findings
              .errorIn(
                  Sources.ORGANISATION,
                  path + "/escalation/" + i + "/notify",
                  "in the turn of %s, this step reaches only %s, who has been told before"
                      .formatted(people.get(turn), String.join(", ", targets)))
              .with(Sources.ORGANISATION, path + "/onCall/rotation", "who is on call, in turn")
              .sum("%s minus those told %s = nobody".formatted(targets, new TreeSet<>(told)))
              .fix("name somebody outside of the rotation, such as the team's lead");
          return;
        }
        for (String target : targets) {
          switch (target) {
            case "on-call" -> told.add(people.get(turn));
            case "next-on-call" -> told.add(people.get((turn + 1) % people.size()));
            case "secondary" -> {}
            default -> told.add(target);
          }
        }
      }
    }
  }
}
