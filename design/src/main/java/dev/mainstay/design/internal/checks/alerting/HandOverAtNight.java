package dev.mainstay.design.internal.checks.alerting;

import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.Service;
import dev.mainstay.design.Sources;
import dev.mainstay.design.internal.checks.Check;
import dev.mainstay.design.internal.checks.Findings;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

final class HandOverAtNight extends Check {
  private static final LocalTime MORNING = LocalTime.of(6, 0);

  HandOverAtNight() {
    super(
        "MS-A031",
        "a turn that begins in somebody's night",
        "the hand-over of a rotation falls between 06:00 and 22:00 in the zone of "
            + "whoever takes over",
        "nobody hands over at three in the morning: the first hours of every turn are "
            + "nobody's");
  }

  @Override
  public void check(Service service, Findings findings) {
    Team team = findings.designs().ownerOf(service);
    if (!Paging.tellsTeam(service, findings)) {
      return;
    }
    Rotation rotation = team.onCall();
    Instant at = findings.today().atStartOfDay(ZoneOffset.UTC).toInstant();
    for (int i = 0; i < rotation.people().size(); i++) {
      Instant turn = Turns.end(rotation, at);
      String name = Turns.personAt(rotation, turn);
      ZoneId zone = Paging.person(name, findings).map(Person::zone).orElse(null);
      at = turn;
      if (zone == null) {
        findings.unknown("people/" + name + "/zone");
        continue;
      }
      findings.compared();
      LocalTime time = turn.atZone(zone).toLocalTime();
      if (time.isBefore(MORNING) || !time.isBefore(EVENING)) {
        String path = "teams/" + team.name() + "/onCall/";
        findings
            .warningIn(
                Sources.ORGANISATION,
                path + "from",
                "%s takes over at %s local time".formatted(name, time),
                "people sleep from 22:00 to 06:00")
            .with(Sources.ORGANISATION, "people/" + name + "/zone", "where " + name + " lives")
            .sum("%s is %s in %s".formatted(turn, time, zone))
            .fix("hand over when all are awake, or let people of one zone take turns");
      }
    }
  }

  private static final LocalTime EVENING = LocalTime.of(22, 0);
}
