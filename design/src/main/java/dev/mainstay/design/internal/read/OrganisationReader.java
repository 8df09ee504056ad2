package dev.mainstay.design.internal.read;

import dev.mainstay.design.Calendar;
import dev.mainstay.design.Defaults;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Organisation.Channel;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Organisation.Smtp;
import dev.mainstay.design.Organisation.Team;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A document of {@code kind: Organisation}. */
final class OrganisationReader {
  private static final Form<String> TARGET =
      Forms.of(
              "on-call, next-on-call, secondary or a person's name",
              text -> Forms.IDENTIFIER.parse(text))
          .spelt(Forms.PERSON.spelling().orWords("on-call", "next-on-call", "secondary"));

  private OrganisationReader() {}

  /** For a small user without an organisation file: one operator, who looks at the console. */
  static Organisation operators() {
    var operator = new Person(Defaults.OPERATOR, List.of(), null);
    var rotation =
        new Rotation(List.of(Defaults.OPERATOR), Defaults.ROTATION_EVERY, Defaults.ROTATION_FROM);
    var team = new Team(Defaults.OWNER, rotation, null, Defaults.escalation(rotation));
    return Organisation.of("default", List.of(operator), List.of(team), Defaults.GROUP_WAIT);
  }

  static Organisation read(Section section, String name) {
    section.node("name");
    List<Person> people = people(section);
    List<Team> teams = teams(section, people);
    Duration groupWait = Defaults.GROUP_WAIT;
    String unowned = null;
    Optional<Section> paging = section.optionalSection("paging");
    if (paging.isPresent()) {
      groupWait = paging.get().or("groupWait", Forms.DURATION_FROM_ZERO, groupWait);
      unowned = paging.get().value("unowned", Forms.TEAM).orElse(null);
      if (unowned != null) {
        List<String> names = teams.stream().map(Team::name).toList();
        References.known(paging.get(), "unowned", unowned, names, "team");
      }
      paging.get().end();
    }
    Optional<Smtp> smtp = section.optionalSection("smtp").map(OrganisationReader::smtp);
    Optional<Section> runbooks = section.optionalSection("runbooks");
    Duration reviewEvery =
        runbooks.flatMap(in -> in.value("reviewEvery", Forms.DURATION_ABOVE_ZERO)).orElse(null);
    runbooks.ifPresent(Section::end);
    Calendar calendar = CalendarReader.read(section);
    var organisation =
        new Organisation(
            name,
            people,
            teams,
            groupWait,
            unowned,
            smtp.orElse(null),
            reviewEvery,
            AgreementReader.severities(section, calendar),
            AgreementReader.targets(section),
            AgreementReader.environments(section, calendar),
            calendar,
            RetentionReader.read(section),
            RecoveryReader.tiers(section),
            PlanningReader.centres(section),
            OwnCheckReader.read(section));
    section.end();
    return organisation;
  }

  private static List<Person> people(Section section) {
    boolean mail = section.has("smtp");
    List<Person> people = new ArrayList<>();
    for (Section.Member member : section.members("people")) {
      List<Channel> channels = new ArrayList<>();
      Section person = member.section();
      person.value("webhook", Forms.URL).map(Channel.Webhook::new).ifPresent(channels::add);
      person.value("email", Forms.MAIL).map(Channel.Email::new).ifPresent(channels::add);
      if (person.has("email") && !mail) {
        person
            .reading()
            .error(
                "MS-F009",
                "email of %s, but no mail server (expected: smtp)".formatted(member.name()),
                person.placeOf("email"),
                "add `smtp: { host: 127.0.0.1, port: 25, from: mainstay@example.test }`");
      }
      var zone = person.value("zone", CalendarReader.ZONE);
      person.end();
      people.add(new Person(member.name(), channels, zone.orElse(null)));
    }
    return people;
  }

  private static List<Team> teams(Section section, List<Person> people) {
    List<String> names = people.stream().map(Person::name).toList();
    List<Team> teams = new ArrayList<>();
    for (Section.Member member : section.members("teams")) {
      Section team = member.section();
      Optional<Section> onCall =
          team.requiredSection("onCall", "who is woken: `onCall: { rotation: [ana, ben] }`");
      Rotation rotation =
          onCall
              .map(in -> rotation(in, names))
              .orElse(new Rotation(List.of(), Defaults.ROTATION_EVERY, Defaults.ROTATION_FROM));
      Optional<Rotation> secondary =
          onCall
              .flatMap(in -> in.optionalSection("secondary"))
              .map(in -> {
                Rotation standingBy = rotation(in, names);
                in.end();
                return standingBy;
              });
      onCall.ifPresent(Section::end);
      List<EscalationStep> escalation =
          team.items("escalation")
              .map(items -> escalation(items, names, secondary.isPresent()))
              .orElse(
                  secondary.isPresent()
                      ? Defaults.escalation("secondary")
                      : Defaults.escalation(rotation));
      team.end();
      teams.add(new Team(member.name(), rotation, secondary.orElse(null), escalation));
    }
    return teams;
  }

  private static Rotation rotation(Section section, List<String> people) {
    List<String> turns =
        section.requiredValues("rotation", Forms.PERSON, "a list of at least one person");
    References.known(section, "rotation", turns, people, "person");
    return new Rotation(
        turns,
        section.or("every", Forms.DURATION_ABOVE_ZERO, Defaults.ROTATION_EVERY),
        section.or("from", Forms.INSTANT, Defaults.ROTATION_FROM));
  }

  private static List<EscalationStep> escalation(
      List<Section> items, List<String> people, boolean secondary) {
    List<EscalationStep> steps = new ArrayList<>();
    List<String> targets = new ArrayList<>(List.of("on-call", "next-on-call"));
    if (secondary) {
      targets.add("secondary");
    }
    targets.addAll(people);
    for (Section item : items) {
      Duration after = item.required("after", Forms.DURATION_FROM_ZERO, Duration.ZERO);
      List<String> notified = item.requiredValues("notify", TARGET, 0, "a list such as [on-call]");
      References.known(item, "notify", notified, targets, "person");
      item.end();
      if (item.has("after") && !steps.isEmpty() && after.compareTo(steps.getLast().after()) <= 0) {
        item.reading()
            .error(
                "MS-F008",
                "after: not later than the step before (expected: rising times)",
                item.placeOf("after"),
                "order the steps by time, all counted from the opening of the incident");
      }
      steps.add(new EscalationStep(after, notified));
    }
    return steps;
  }

  private static Smtp smtp(Section section) {
    var smtp =
        new Smtp(
            section.required("host", Forms.HOST, "127.0.0.1"),
            section.required("port", Forms.count(1, 65535), 25),
            section.required("from", Forms.MAIL, "mainstay@example.test"));
    section.end();
    return smtp;
  }
}
