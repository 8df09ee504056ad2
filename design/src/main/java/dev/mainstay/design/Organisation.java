package dev.mainstay.design;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Spend;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What services share: people, teams, how pages travel, and what the organisation has agreed on.
 *
 * @param groupWait alerts of one service within this make one page
 * @param unowned name of the team that answers for services without a design, or null for the first
 * @param reviewEvery how long a review of a runbook is good for, or null when nothing is agreed
 * @param severities what each severity promises; one that is not described is absent
 * @param retention the least that telemetry must be kept for
 * @param checks of its own
 */
public record Organisation(
    String name,
    List<Person> people,
    List<Team> teams,
    Duration groupWait,
    @Nullable String unowned,
    @Nullable Smtp smtp,
    @Nullable Duration reviewEvery,
    List<Response> severities,
    Targets targets,
    List<Environment> environments,
    Calendar calendar,
    Retention retention,
    List<Tier> tiers,
    List<CostCentre> costCentres,
    List<OwnCheck> checks) {
  public Organisation {
    checks = List.copyOf(checks);
    people = List.copyOf(people);
    teams = List.copyOf(teams);
    severities = List.copyOf(severities);
    environments = List.copyOf(environments);
    tiers = List.copyOf(tiers);
    costCentres = List.copyOf(costCentres);
  }

  /** One that has agreed on nothing but who is woken. */
  public static Organisation of(
      String name, List<Person> people, List<Team> teams, Duration groupWait) {
    return new Organisation(
        name,
        people,
        teams,
        groupWait,
        null,
        null,
        null,
        List.of(),
        Targets.NONE,
        List.of(),
        Calendar.NONE,
        Retention.NONE,
        List.of(),
        List.of(),
        List.of());
  }

  /** What a severity promises, when it is described. */
  public Optional<Response> response(Severity severity) {
    return severities.stream().filter(each -> each.severity() == severity).findFirst();
  }

  public Optional<Tier> tier(String tier) {
    return tiers.stream().filter(each -> each.name().equals(tier)).findFirst();
  }

  public Optional<CostCentre> costCentre(String centre) {
    return costCentres.stream().filter(each -> each.name().equals(centre)).findFirst();
  }

  /**
   * Who pays for services.
   *
   * @param budget for all its services together, or null when nothing is agreed
   */
  public record CostCentre(String name, @Nullable Spend budget) {}

  /**
   * Somebody who can be woken.
   *
   * @param channels where pages for this person go, all of them
   * @param zone where the person lives, or null when unknown
   */
  public record Person(String name, List<Channel> channels, @Nullable ZoneId zone) {
    public Person {
      channels = List.copyOf(channels);
    }
  }

  public sealed interface Channel {
    /**
     * Pages are posted as JSON.
     *
     * @param url http or https
     */
    record Webhook(String url) implements Channel {}

    record Email(String address) implements Channel {}
  }

  /**
   * Who answers for services.
   *
   * @param secondary who stands by while {@code onCall} has the turn, or null
   */
  public record Team(
      String name, Rotation onCall, @Nullable Rotation secondary, List<EscalationStep> escalation) {
    public Team {
      escalation = List.copyOf(escalation);
    }
  }

  /**
   * Whose turn it is: {@code people} in order, each for {@code every}, the first from {@code from}.
   */
  public record Rotation(List<String> people, Duration every, Instant from) {
    public Rotation {
      people = List.copyOf(people);
    }
  }

  /**
   * Who is told when nobody has acknowledged.
   *
   * @param after the incident opened without being acknowledged
   * @param targets {@code on-call}, {@code next-on-call}, {@code secondary}, or a person's name
   */
  public record EscalationStep(Duration after, List<String> targets) {
    public EscalationStep {
      targets = List.copyOf(targets);
    }
  }

  /** The mail server that e-mail channels use. */
  public record Smtp(String host, int port, String from) {}

  /**
   * What a severity promises; durations count from the page and are null when not promised.
   *
   * @param means when an incident has this severity, in words
   * @param respond until somebody works on it
   * @param update between two messages to those who are hurt
   * @param resolve until nobody is hurt any more
   * @param hours the window that the times count in, or null for round the clock
   */
  public record Response(
      Severity severity,
      String means,
      @Nullable Duration respond,
      @Nullable Duration update,
      @Nullable Duration resolve,
      @Nullable String hours) {}

  /**
   * Means over all incidents, each null when nothing is aimed at.
   *
   * @param detect from the failure to the alert (MTTD)
   * @param acknowledge from the alert to somebody working on it (MTTA)
   * @param mitigate from the failure to nobody being hurt (MTTM)
   * @param resolve from the failure to its cause being mended (MTTR)
   * @param betweenFailures from one failure to the next (MTBF)
   */
  public record Targets(
      @Nullable Duration detect,
      @Nullable Duration acknowledge,
      @Nullable Duration mitigate,
      @Nullable Duration resolve,
      @Nullable Duration betweenFailures) {
    public static final Targets NONE = new Targets(null, null, null, null, null);
  }

  /**
   * A place where services run.
   *
   * @param after the environment that a version must have passed before, or null for the first
   * @param approvals people who must agree before a version goes in, &ge; 0
   * @param window the deployment window, or null for any time
   */
  public record Environment(
      String name, @Nullable String after, int approvals, @Nullable String window) {}
}
