package dev.mainstay.alerting;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The facts that alerting states. */
public final class AlertEvents {
  public static final String FIRED = "alert.fired";
  public static final String RESOLVED = "alert.resolved";
  public static final String GROUP_NOTIFIED = "alert.group-notified";
  public static final String MODE_ENTERED = "mode.entered";
  public static final String MODE_LEFT = "mode.left";

  private static final String SPENT = "spent.";

  private AlertEvents() {}

  /**
   * An alert that fired.
   *
   * @param since when its condition became true
   * @param spentBefore requests of error budget spent, by objective, at {@code since}
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
      Map<String, Double> spentBefore) {
    public Fired {
      spentBefore = Collections.unmodifiableMap(new TreeMap<>(spentBefore));
    }
  }

  /**
   * An alert that resolved.
   *
   * @param why in words
   */
  public record Resolved(
      String service, String alert, Instant firedAt, Instant resolvedAt, String why) {}

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
    var data = new TreeMap<String, String>();
    data.put("alert", alert.name());
    data.put("severity", alert.severity().name());
    data.put("runbook", alert.runbook());
    data.put("impact", alert.impact());
    data.put("reason", alert.reason());
    data.put("since", String.valueOf(alert.timing().since()));
    data.put("firedAt", String.valueOf(alert.timing().firedAt()));
    alert.spentBefore().forEach((objective, spent) -> data.put(SPENT + objective, spent + ""));
    return new Event(
        FIRED,
        1,
        alert.service(),
        alert.subject(),
        "%s fires for %s: %s".formatted(alert.name(), alert.service(), alert.reason()),
        data);
  }

  public static Fired fired(Event event) {
    var spent = new TreeMap<String, Double>();
    event
        .data()
        .forEach((key, value) -> {
          if (key.startsWith(SPENT)) {
            spent.put(key.substring(SPENT.length()), Double.valueOf(value));
          }
        });
    return new Fired(
        event.service(),
        event.require("alert"),
        Severity.valueOf(event.require("severity")),
        event.require("runbook"),
        event.require("impact"),
        event.require("reason"),
        Instant.parse(event.require("since")),
        Instant.parse(event.require("firedAt")),
        spent);
  }

  /**
   * States that an alert resolved.
   *
   * @param firing the alert as it was before it resolved
   */
  public static Event resolved(AlertState firing, Instant at, String why) {
    Instant firedAt = firing.timing().firedAt() == null ? at : firing.timing().firedAt();
    return new Event(
        RESOLVED,
        1,
        firing.service(),
        firing.subject(),
        "%s is resolved for %s after %s: %s"
            .formatted(firing.name(), firing.service(), rounded(firedAt, at), why),
        Map.of(
            "alert", firing.name(),
            "severity", firing.severity().name(),
            "firedAt", firedAt.toString(),
            "resolvedAt", at.toString(),
            "why", why));
  }

  public static Resolved resolved(Event event) {
    return new Resolved(
        event.service(),
        event.require("alert"),
        Instant.parse(event.require("firedAt")),
        Instant.parse(event.require("resolvedAt")),
        event.require("why"));
  }

  public static Event groupNotified(
      String service, String group, List<String> alerts, List<String> added) {
    String summary =
        alerts.size() == added.size()
            ? "%s announced for %s".formatted(join(alerts), service)
            : "%s announced for %s beside %s"
                .formatted(
                    join(added),
                    service,
                    join(alerts.stream().filter(a -> !added.contains(a)).toList()));
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

  private static String join(List<String> names) {
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
