package dev.mainstay.design.internal.exports.alertmanager;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Designs;
import dev.mainstay.design.Export;
import dev.mainstay.design.Organisation;
import dev.mainstay.design.Organisation.Channel;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Person;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.design.Organisation.Smtp;
import dev.mainstay.design.Organisation.Team;
import dev.mainstay.design.internal.exports.Carrier;
import dev.mainstay.design.internal.exports.Series;
import dev.mainstay.design.internal.exports.Yml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alertmanager's configuration: alerts of one service travel together, to the team that owns it;
 * pages ({@code P0}, {@code P1}) by all channels of whoever may be on call, the rest by mail where
 * there is one. A higher severity of the same service inhibits the lower ones.
 */
public final class AlertmanagerConfig {
  private static final String NOBODY = "nobody";
  private static final Set<String> ROLES = Set.of("on-call", "next-on-call", "secondary");

  private final Organisation organisation;
  private final Carrier carrier;
  private final List<Yml> receivers = new ArrayList<>();

  private AlertmanagerConfig(Organisation organisation) {
    this.organisation = organisation;
    this.carrier = new Carrier(organisation.name());
  }

  public static Export of(Designs designs) {
    return new AlertmanagerConfig(designs.organisation()).export();
  }

  private Export export() {
    List<Yml> routes = organisation.teams().stream().map(this::team).toList();
    receivers.addFirst(Yml.of("name", NOBODY));
    carrier.carries("paging/groupWait");
    Yml config =
        Yml.of()
            .with("global", global())
            .with(
                "route",
                Yml.of("receiver", NOBODY)
                    .with("group_by", List.of("service"))
                    .with("group_wait", Series.duration(organisation.groupWait()))
                    .with("group_interval", "1m")
                    .with("repeat_interval", "4h")
                    .with("routes", routes))
            .with("inhibit_rules", inhibitions())
            .with("receivers", receivers);
    return carrier.export(
        List.of(
            carrier.yaml("alertmanager.yaml", "Alertmanager's configuration", List.of(config))));
  }

  private Yml global() {
    Smtp smtp = organisation.smtp();
    if (smtp == null) {
      return Yml.of("resolve_timeout", "5m");
    }
    carrier.carries("smtp");
    carrier.note(
        "smtp", "Alertmanager asks for TLS; set smtp_require_tls: false for a server without");
    return Yml.of("resolve_timeout", "5m")
        .with("smtp_smarthost", smtp.host() + ":" + smtp.port())
        .with("smtp_from", smtp.from());
  }

  private Yml team(Team team) {
    String path = "teams/" + team.name();
    carrier.carries(path);
    carrier.note(
        path + "/onCall", "Alertmanager knows no rotation: whoever may be on call is told");
    if (team.escalation().stream().anyMatch(step -> step.after().isPositive())) {
      carrier.note(
          path + "/escalation",
          "Alertmanager does not escalate: whoever a later step names is told at once");
    }
    List<Person> people = people(team);
    String pages = team.name() + "-page";
    String rest = team.name() + "-notify";
    receivers.add(receiver(pages, people, false));
    receivers.add(receiver(rest, people, true));
    return Yml.of("matchers", List.of("team=" + Series.quoted(team.name())))
        .with("receiver", rest)
        .with(
            "routes",
            List.of(
                Yml.of("matchers", List.of("severity=~\"P0|P1\""))
                    .with("receiver", pages)
                    .with("repeat_interval", Series.duration(repeat(team)))));
  }

  /** As often as the longest way through the escalation, at least every five minutes. */
  private static Duration repeat(Team team) {
    Duration last =
        team.escalation().stream()
            .map(EscalationStep::after)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration least = Duration.ofMinutes(5);
    return last.compareTo(least) < 0 ? least : last;
  }

  private List<Person> people(Team team) {
    var names = new LinkedHashSet<>(team.onCall().people());
    Rotation secondary = team.secondary();
    if (secondary != null) {
      names.addAll(secondary.people());
    }
    team.escalation()
        .forEach(step ->
            step.targets().stream().filter(target -> !ROLES.contains(target)).forEach(names::add));
    return organisation.people().stream().filter(person -> names.contains(person.name())).toList();
  }

  private Yml receiver(String name, List<Person> people, boolean preferMail) {
    Map<String, List<Yml>> configs = new LinkedHashMap<>();
    boolean mail =
        preferMail
            && people.stream()
                .allMatch(
                    person -> person.channels().stream().anyMatch(Channel.Email.class::isInstance));
    for (Person person : people) {
      for (Channel channel : person.channels()) {
        if (!mail || channel instanceof Channel.Email) {
          add(configs, person, channel);
        }
      }
    }
    return Yml.of("name", name).withAll(configs);
  }

  private void add(Map<String, List<Yml>> configs, Person person, Channel channel) {
    String path = "people/" + person.name();
    switch (channel) {
      case Channel.Webhook(String url) -> {
        if (Addresses.hasSecret(url)) {
          carrier.note(
              path + "/webhook",
              "left out, since its address holds a secret: give a proxy's address without one");
        } else {
          carrier.carries(path + "/webhook");
          configs
              .computeIfAbsent("webhook_configs", key -> new ArrayList<>())
              .add(Yml.of("url", url).with("send_resolved", true));
        }
      }
      case Channel.Email(String address) -> {
        carrier.carries(path + "/email");
        configs
            .computeIfAbsent("email_configs", key -> new ArrayList<>())
            .add(Yml.of("to", address).with("send_resolved", true));
      }
    }
  }

  private static List<Yml> inhibitions() {
    var rules = new ArrayList<Yml>();
    Severity[] severities = Severity.values();
    for (int i = 0; i + 1 < severities.length; i++) {
      var lower = new ArrayList<String>();
      for (int j = i + 1; j < severities.length; j++) {
        lower.add(severities[j].name());
      }
      rules.add(
          Yml.of("source_matchers", List.of("severity=" + Series.quoted(severities[i].name())))
              .with(
                  "target_matchers", List.of("severity=~" + Series.quoted(String.join("|", lower))))
              .with("equal", List.of("service")));
    }
    return rules;
  }
}
