package dev.mainstay.design;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What services share: people, teams, and how pages travel. */
public record Organisation(
    String name, List<Person> people, List<Team> teams, Duration groupWait, @Nullable Smtp smtp) {
  public Organisation {
    people = List.copyOf(people);
    teams = List.copyOf(teams);
  }

  /**
   * Somebody who can be woken.
   *
   * @param channels where pages for this person go, all of them
   */
  public record Person(String name, List<Channel> channels) {
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

  public record Team(String name, Rotation onCall, List<EscalationStep> escalation) {
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
   * @param targets {@code on-call}, {@code next-on-call}, or a person's name
   */
  public record EscalationStep(Duration after, List<String> targets) {
    public EscalationStep {
      targets = List.copyOf(targets);
    }
  }

  /** The mail server that e-mail channels use. */
  public record Smtp(String host, int port, String from) {}
}
