package dev.mainstay.alerting;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The facts that alerting states. */
public final class AlertEvents {
  public static final String FIRED = "alert.fired";
  public static final String CHANGED = "alert.changed";
  public static final String RESOLVED = "alert.resolved";
  public static final String GROUP_NOTIFIED = "alert.group-notified";
  public static final String MODE_ENTERED = "mode.entered";
  public static final String MODE_LEFT = "mode.left";

  private static final String SPENT = "spent.";
  private static final String LABEL = "label.";
  private static final String ANNOTATION = "annotation.";

  /** In a summary; an event's data name all. */
  private static final int MOST_NAMED = 100;

  private AlertEvents() {}

  /**
   * An alert that fired.
   *
   * @param since when its condition became true
   * @param spentBefore requests of error budget spent, by objective, at {@code since}; of some
   *     objectives, see {@link AlertState}. Events of earlier versions tell of all
   * @param origin null when it is an alert of a design
   */
  public record Fired(
      String service,
      String alert,
      Severity severity,
      String runbook,
      String impact,
      String reason,
      Instant since,
      Instant firedAt,
      Map<String, Double> spentBefore,
      @Nullable RuleOrigin origin) {
    public Fired {
      spentBefore = Collections.unmodifiableMap(new TreeMap<>(spentBefore));
    }
  }

  /**
   * An alert that resolved.
   *
   * @param why in words
   * @param ofRule whether it is an alert of a rule file, not of a design
   */
  public record Resolved(
      String service,
      String alert,
      Instant firedAt,
      Instant resolvedAt,
      String why,
      boolean ofRule) {}

  /**
   * Alerts announced together.
   *
   * @param alerts all announced so far, in the order of firing
   * @param added those among them that were not announced before
   */
  public record GroupNotified(
      String service, String group, List<String> alerts, List<String> added) {
    public GroupNotified {
      alerts = List.copyOf(alerts);
      added = List.copyOf(added);
    }
  }

  /** The alert must be firing. */
  public static Event fired(AlertState alert) {
    return told(
        FIRED,
        alert,
        "%s fires for %s: %s".formatted(alert.name(), alert.service(), alert.reason()));
  }

  /** States that an alert that fires on is graver, or fires for many more series, than was told. */
  public static Event changed(AlertState alert) {
    return told(
        CHANGED,
        alert,
        "%s fires on for %s, with severity %s: %s"
            .formatted(alert.name(), alert.service(), alert.severity(), alert.reason()));
  }

  private static Event told(String type, AlertState alert, String summary) {
    var data = new TreeMap<String, String>();
    data.put("alert", alert.name());
    data.put("severity", alert.severity().name());
    data.put("runbook", alert.runbook());
    data.put("impact", alert.impact());
    data.put("reason", alert.reason());
    data.put("since", String.valueOf(alert.timing().since()));
    data.put("firedAt", String.valueOf(alert.timing().firedAt()));
    alert.spentBefore().forEach((objective, spent) -> data.put(SPENT + objective, spent + ""));
    RuleOrigin origin = alert.origin();
    if (origin == null) {
      return new Event(type, 1, alert.service(), alert.subject(), summary, data);
    }
    data.put("file", origin.file());
    data.put("group", origin.group());
    data.put("place", origin.place());
    data.put("series", Integer.toString(origin.series()));
    data.put("note", origin.note());
    origin.labels().forEach((name, value) -> data.put(LABEL + name, value));
    origin.annotations().forEach((name, value) -> data.put(ANNOTATION + name, value));
    String cited = "%s (rule of group %s at %s)".formatted(summary, origin.group(), origin.place());
    return new Event(type, 1, alert.service(), alert.subject(), cited, data);
  }

  private static @Nullable RuleOrigin origin(Event event) {
    return event.data().containsKey("file")
        ? new RuleOrigin(
            event.require("file"),
            event.require("group"),
            event.require("place"),
            Integer.parseInt(event.require("series")),
            named(event, LABEL),
            named(event, ANNOTATION),
            event.require("note"))
        : null;
  }

  private static Map<String, String> named(Event event, String prefix) {
    var values = new TreeMap<String, String>();
    event
        .data()
        .forEach((key, value) -> {
          if (key.startsWith(prefix)) {
            values.put(key.substring(prefix.length()), value);
          }
        });
    return values;
  }

  /** Reads {@link #FIRED} and {@link #CHANGED}. */
  public static Fired fired(Event event) {
    var spent = new TreeMap<String, Double>();
    named(event, SPENT).forEach((name, value) -> spent.put(name, Double.valueOf(value)));
    return new Fired(
        event.service(),
        event.require("alert"),
        Severity.valueOf(event.require("severity")),
        event.require("runbook"),
        event.require("impact"),
        event.require("reason"),
        Instant.parse(event.require("since")),
        Instant.parse(event.require("firedAt")),
        spent,
        origin(event));
  }

  /**
   * States that an alert resolved.
   *
   * @param firing the alert as it was before it resolved
   */
  public static Event resolved(AlertState firing, Instant at, String why) {
    Instant firedAt = firing.timing().firedAt() == null ? at : firing.timing().firedAt();
    var data = new TreeMap<String, String>();
    data.put("alert", firing.name());
    data.put("severity", firing.severity().name());
    data.put("firedAt", firedAt.toString());
    data.put("resolvedAt", at.toString());
    data.put("why", why);
    if (firing.origin() != null) {
      data.put("file", firing.origin().file());
      data.put("group", firing.origin().group());
    }
    return new Event(
        RESOLVED,
        1,
        firing.service(),
        firing.subject(),
        "%s is resolved for %s after %s: %s"
            .formatted(firing.name(), firing.service(), rounded(firedAt, at), why),
        data);
  }

  public static Resolved resolved(Event event) {
    return new Resolved(
        event.service(),
        event.require("alert"),
        Instant.parse(event.require("firedAt")),
        Instant.parse(event.require("resolvedAt")),
        event.require("why"),
        event.data().containsKey("file"));
  }

  public static Event groupNotified(
      String service, String group, List<String> alerts, List<String> added) {
    String summary =
        alerts.size() == added.size()
            ? "%s announced for %s".formatted(join(alerts), service)
            : "%s announced for %s beside %s"
                .formatted(join(added), service, join(without(alerts, added)));
    return new Event(
        GROUP_NOTIFIED,
        1,
        service,
        "alert-group/" + group,
        summary,
        Map.of(
            "group", group, "alerts", String.join(",", alerts), "added", String.join(",", added)));
  }

  public static GroupNotified groupNotified(Event event) {
    return new GroupNotified(
        event.service(),
        event.require("group"),
        names(event.require("alerts")),
        names(event.require("added")));
  }

  public static Event modeEntered(String service, String mode) {
    return new Event(
        MODE_ENTERED,
        1,
        service,
        "mode/" + service + "/" + mode,
        "%s enters mode %s".formatted(service, mode),
        Map.of("mode", mode));
  }

  public static Event modeLeft(String service, ActiveMode mode, Instant at) {
    return new Event(
        MODE_LEFT,
        1,
        service,
        "mode/" + service + "/" + mode.mode(),
        "%s leaves mode %s after %s".formatted(service, mode.mode(), rounded(mode.since(), at)),
        Map.of("mode", mode.mode(), "since", mode.since().toString()));
  }

  private static List<String> names(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  private static List<String> without(List<String> names, List<String> others) {
    var excluded = new HashSet<>(others);
    return names.stream().filter(name -> !excluded.contains(name)).toList();
  }

  private static String join(List<String> names) {
    if (names.size() > MOST_NAMED) {
      return "%s and %d more"
          .formatted(String.join(", ", names.subList(0, MOST_NAMED)), names.size() - MOST_NAMED);
    }
    return switch (names.size()) {
      case 0 -> "nothing";
      case 1 -> names.getFirst();
      default -> String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    };
  }

  private static String rounded(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return Durations.format(
        length.isNegative() ? Duration.ZERO : Duration.ofSeconds(length.toSeconds()));
  }
}
