package dev.mainstay.response;

import dev.mainstay.design.Designs;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Service;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who answers for which service, compiled from the designs.
 *
 * @param teams by service name
 * @param named teams by their own name
 * @param others who answers for services without a design, or null
 * @param people addresses by a person's name
 */
public record ResponsePlan(
    Map<String, Team> teams,
    Map<String, Team> named,
    @Nullable Team others,
    Map<String, List<Address>> people,
    Pacing pacing) {
  /** Nobody answers for anything. */
  public static final ResponsePlan EMPTY =
      new ResponsePlan(Map.of(), Map.of(), Pacing.of(Duration.ZERO));

  /** One in which nobody answers for services without a design. */
  public ResponsePlan(Map<String, Team> teams, Map<String, List<Address>> people, Pacing pacing) {
    this(teams, Map.of(), null, people, pacing);
  }

  public ResponsePlan {
    teams = Collections.unmodifiableMap(new TreeMap<>(teams));
    named = Collections.unmodifiableMap(new TreeMap<>(named));
    people = Collections.unmodifiableMap(new TreeMap<>(people));
  }

  public static ResponsePlan of(Designs designs) {
    var teams = new TreeMap<String, Team>();
    for (Service service : designs.services()) {
      teams.put(service.name(), team(designs.ownerOf(service)));
    }
    Organisation organisation = designs.organisation();
    var named = new TreeMap<String, Team>();
    organisation.teams().forEach(each -> named.put(each.name(), team(each)));
    Team others =
        organisation.unowned() != null
            ? named.get(organisation.unowned())
            : organisation.teams().stream().findFirst().map(ResponsePlan::team).orElse(null);
    var people = new TreeMap<String, List<Address>>();
    for (Organisation.Person person : organisation.people()) {
      people.put(person.name(), person.channels().stream().map(Address::of).toList());
    }
    return new ResponsePlan(teams, named, others, people, Pacing.of(organisation.groupWait()));
  }

  private static Team team(Organisation.Team team) {
    return new Team(team.name(), team.onCall(), team.secondary(), team.escalation());
  }

  /**
   * Who answers for a service: its owner; without a design the team that is wanted, if there is
   * one, else the one that answers for all others; null when nobody does.
   */
  public @Nullable Team answering(String service, String wanted) {
    Team owner = teams.get(service);
    return owner != null ? owner : named.getOrDefault(wanted, others);
  }

  /** The team that owns the service, or null when the plan does not know the service. */
  public @Nullable Team teamOf(String service) {
    return teams.get(service);
  }

  public ResponsePlan withPacing(Pacing pacing) {
    return new ResponsePlan(teams, named, others, people, pacing);
  }

  /**
   * A team's policy.
   *
   * @param secondary who stands by, or null
   * @param escalation steps by their delay; never empty, the default pages who is on call at once
   */
  public record Team(
      String name, Rotation onCall, @Nullable Rotation secondary, List<EscalationStep> escalation) {
    /** One in which nobody stands by. */
    public Team(String name, Rotation onCall, List<EscalationStep> escalation) {
      this(name, onCall, null, escalation);
    }

    public Team {
      escalation =
          escalation.isEmpty()
              ? List.of(new EscalationStep(Duration.ZERO, List.of("on-call")))
              : escalation.stream()
                  .sorted(java.util.Comparator.comparing(EscalationStep::after))
                  .toList();
    }
  }

  /**
   * How fast things go.
   *
   * @param quiet how long all must stay quiet before an incident resolves by itself
   * @param firstPage how long after an incident opened its first page waits for the alerts to be
   *     announced together before it goes without
   * @param retry of a page
   */
  public record Pacing(Duration quiet, Duration firstPage, Retry retry) {
    /** The defaults: quiet for 2 s, first page at the latest 2 s after the group wait. */
    public static Pacing of(Duration groupWait) {
      return new Pacing(
          Duration.ofSeconds(2),
          groupWait.plusSeconds(2),
          new Retry(Duration.ofSeconds(1), Duration.ofMinutes(1), 40, Duration.ofMinutes(30)));
    }
  }

  /**
   * Waits double from {@code first} up to {@code longest}.
   *
   * @param attempts in all, the first included
   * @param within from the page's creation; no attempt starts after it
   */
  public record Retry(Duration first, Duration longest, int attempts, Duration within) {}
}
