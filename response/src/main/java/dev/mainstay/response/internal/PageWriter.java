package dev.mainstay.response.internal;

import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.response.Address;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Incident.IncidentAlert;
import dev.mainstay.response.Incident.SuspectedCause;
import dev.mainstay.response.Page;
import dev.mainstay.response.PageMessage;
import dev.mainstay.response.PageMessage.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what a person is told about an incident. */
public final class PageWriter {
  private final @Nullable String consoleUrl;

  /**
   * A writer of pages.
   *
   * @param consoleUrl start of the links, without a slash at its end, or null for no links
   */
  public PageWriter(@Nullable String consoleUrl) {
    this.consoleUrl = consoleUrl;
  }

  /**
   * A page to one address.
   *
   * @param number counts the incident's pages from 1
   */
  public Page write(
      Incident incident, Kind kind, String person, Address address, int number, Instant at) {
    SuspectedCause cause = incident.cause();
    String link = consoleUrl == null ? null : consoleUrl + "/incidents/" + incident.id();
    List<PageMessage.Alert> alerts = incident.alerts().stream().map(PageWriter::alert).toList();
    var about =
        new PageMessage.About(
            incident.id(),
            incident.service(),
            incident.severity(),
            incident.title(),
            alerts,
            cause == null ? null : cause.deployment(),
            link);
    return Page.pending(
        new PageMessage(
            deliveryId(incident, number),
            kind,
            person,
            address,
            subject(incident, kind),
            text(incident, kind, person, link),
            about,
            at),
        number);
  }

  /** The opening instant is part of it: numbers begin anew with every data folder. */
  private static String deliveryId(Incident incident, int number) {
    String name = "%s|%s|%d".formatted(incident.id(), incident.at().openedAt(), number);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static PageMessage.Alert alert(IncidentAlert alert) {
    return new PageMessage.Alert(
        alert.name(),
        alert.severity(),
        alert.reason(),
        alert.impact(),
        alert.runbook(),
        alert.resolvedAt() == null);
  }

  private static String subject(Incident incident, Kind kind) {
    String mark =
        switch (kind) {
          case TRIGGERED -> "";
          case ESCALATED -> "escalated: ";
          case UPDATED -> "update: ";
          case RESOLVED -> "resolved: ";
        };
    return "[%s] %s%s (%s)".formatted(incident.severity(), mark, incident.title(), incident.id());
  }

  private static String text(Incident incident, Kind kind, String person, @Nullable String link) {
    var text = new StringBuilder();
    text.append(
        switch (kind) {
          case TRIGGERED -> "%s, you are on call for %s.".formatted(person, incident.service());
          case ESCALATED ->
              "%s, nobody has acknowledged this incident of %s."
                  .formatted(person, incident.service());
          case UPDATED -> "More alerts have joined this incident.";
          case RESOLVED -> "This incident is resolved. Nothing is left to do now.";
        });
    text.append("\n\n").append(incident.title()).append('\n');
    text.append("Since ").append(since(incident)).append(" UTC\n");
    for (IncidentAlert alert : incident.alerts()) {
      text.append(
          "\n%s %s%s\n"
              .formatted(
                  alert.severity(), alert.name(), alert.resolvedAt() == null ? "" : " (resolved)"));
      text.append("  ").append(alert.reason()).append('\n');
      line(text, "Impact", alert.impact());
      line(text, "Runbook", alert.runbook());
      RuleOrigin origin = alert.origin();
      if (origin != null) {
        line(text, "Labels", labels(origin));
        line(text, "Rule", "group " + origin.group() + " at " + origin.place());
        line(text, "Note", origin.note());
      }
    }
    SuspectedCause cause = incident.cause();
    if (cause != null) {
      text.append("\nSuspected cause: %s - %s\n".formatted(cause.deployment(), cause.why()));
    }
    if (kind != Kind.RESOLVED) {
      text.append("\nTake it: mainstay ack ").append(incident.id()).append('\n');
    }
    if (link != null) {
      text.append("\n").append(link).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append("  ").append(name).append(": ").append(value).append('\n');
    }
  }

  private static String labels(RuleOrigin origin) {
    return origin.labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String since(Incident incident) {
    Instant since =
        incident.at().startedAt() == null ? incident.at().openedAt() : incident.at().startedAt();
    return Times.minute(since);
  }
}
