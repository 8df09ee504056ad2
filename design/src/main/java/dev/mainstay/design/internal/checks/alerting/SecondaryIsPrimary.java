package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Instant;
import java.time.ZoneOffset;

final class SecondaryIsPrimary extends Check {
  private static final int TURNS = 500;

  SecondaryIsPrimary() {
    super(
        "MS-A028",
        "the same person on call and standing by",
        "in no turn is the person of onCall.rotation also the one of onCall.secondary",
        "in those days there is no second person: when the first does not answer, "
            + "nobody does");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    Rotation secondary = team.secondary();
    if (secondary == null || !Paging.tellsTeam(service, findings)) {
      return;
    }
    findings.compared();
    Instant at = findings.today().atStartOfDay(ZoneOffset.UTC).toInstant();
    long turns = Math.min(TURNS, Turns.untilTheyRepeat(team.onCall(), secondary, at));
    for (int i = 0; i < turns; i++) {
      String person = Turns.personAt(team.onCall(), at);
      if (person.equals(Turns.personAt(secondary, at))) {
        String path = "teams/" + team.name() + "/onCall/";
        findings
            .errorIn(
                Sources.ORGANISATION,
                path + "secondary/rotation",
                "%s is on call and stands by at once from %s"
                    .formatted(person, at.atZone(ZoneOffset.UTC).toLocalDate()))
            .with(Sources.ORGANISATION, path + "rotation", "who is on call")
            .with(Sources.ORGANISATION, path + "every", "the length of a turn")
            .sum(
                "turn %d of %s and turn %d of %s are both %s"
                    .formatted(
                        Turns.index(team.onCall(), at) + 1,
                        team.onCall().people(),
                        Turns.index(secondary, at) + 1,
                        secondary.people(),
                        person))
            .fix("shift the second rotation by a turn, or take other people for it");
        return;
      }
      Instant next = Turns.end(team.onCall(), at);
      Instant other = Turns.end(secondary, at);
      at = next.isBefore(other) ? next : other;
    }
  }
}
