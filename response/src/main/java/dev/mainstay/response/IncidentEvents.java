package dev.mainstay.response;

import dev.mainstay.kernel.Durations;
import dev.mainstay.kernel.Event;
import dev.mainstay.response.Incident.BudgetSpent;
import dev.mainstay.response.Incident.IncidentAlert;
import dev.mainstay.response.Incident.Note;
import dev.mainstay.response.Incident.SuspectedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The facts that response states. All have the incident as their subject, so that {@code
 * Journal.ofSubject("incident/INC-7", …)} tells its story.
 */
public final class IncidentEvents {
  public static final String OPENED = "incident.opened";
  public static final String ALERT_ADDED = "incident.alert-added";
  public static final String CAUSE_SUSPECTED = "incident.cause-suspected";
  public static final String ACKNOWLEDGED = "incident.acknowledged";
  public static final String ESCALATED = "incident.escalated";
  public static final String MITIGATED = "incident.mitigated";
  public static final String REOPENED = "incident.reopened";
  public static final String NOTED = "incident.noted";
  public static final String RESOLVED = "incident.resolved";
  public static final String PAGE_SENT = "page.sent";
  public static final String PAGE_DELIVERED = "page.delivered";
  public static final String PAGE_FAILED = "page.failed";

  private IncidentEvents() {}

  public static Event opened(Incident incident) {
    return event(
        incident,
        OPENED,
        "%s opens with severity %s: %s"
            .formatted(incident.id(), incident.severity(), incident.title()),
        data(
            "title", incident.title(),
            "severity", incident.severity().name(),
            "team", incident.team(),
            "detect", incident.times().detect()));
  }

  public static Event alertAdded(Incident incident, IncidentAlert alert) {
    return event(
        incident,
        ALERT_ADDED,
        "%s joins %s".formatted(alert.name(), incident.id()),
        data("alert", alert.name(), "severity", incident.severity().name()));
  }

  public static Event causeSuspected(Incident incident, SuspectedCause cause) {
    return event(
        incident,
        CAUSE_SUSPECTED,
        "%s is the suspected cause of %s: %s"
            .formatted(cause.deployment(), incident.id(), cause.why()),
        data(
            "deployment", cause.deployment(),
            "version", cause.version(),
            "entry", cause.sequence()));
  }

  public static Event acknowledged(Incident incident, String by) {
    Duration after = incident.times().acknowledge();
    return event(
        incident,
        ACKNOWLEDGED,
        "%s acknowledges %s%s".formatted(by, incident.id(), afterwards(after)),
        data("by", by, "acknowledge", after));
  }

  /**
   * States that a further step was taken.
   *
   * @param step from 1
   */
  public static Event escalated(Incident incident, int step, List<String> people) {
    return event(
        incident,
        ESCALATED,
        "%s is escalated to %s, because nobody has acknowledged it"
            .formatted(incident.id(), people.isEmpty() ? "nobody" : String.join(" and ", people)),
        data("step", step, "people", String.join(",", people)));
  }

  /**
   * States that users are no longer hurt.
   *
   * @param by null when all its alerts have resolved
   */
  public static Event mitigated(Incident incident, @Nullable String by, String note) {
    Duration after = incident.times().mitigate();
    return event(
        incident,
        MITIGATED,
        by == null
            ? "%s is mitigated%s: %s".formatted(incident.id(), afterwards(after), note)
            : "%s declares %s mitigated%s%s"
                .formatted(by, incident.id(), afterwards(after), note.isEmpty() ? "" : ": " + note),
        data("by", by, "note", note, "mitigate", after));
  }

  public static Event reopened(Incident incident, String why) {
    return event(
        incident, REOPENED, "%s is not over: %s".formatted(incident.id(), why), data("why", why));
  }

  public static Event noted(Incident incident, Note note) {
    return event(
        incident,
        NOTED,
        "%s notes: %s".formatted(note.by(), note.text()),
        data("by", note.by(), "text", note.text()));
  }

  /**
   * States that it is over.
   *
   * @param by null when it stayed quiet
   */
  public static Event resolved(Incident incident, @Nullable String by, String note) {
    Duration after = incident.times().resolve();
    var data =
        data(
            "by",
            by,
            "note",
            note,
            "detect",
            incident.times().detect(),
            "acknowledge",
            incident.times().acknowledge(),
            "mitigate",
            incident.times().mitigate(),
            "resolve",
            after);
    for (BudgetSpent budget : incident.budget()) {
      data.put("spent." + budget.objective(), Double.toString(budget.during()));
    }
    return event(
        incident,
        RESOLVED,
        by == null
            ? "%s is resolved%s".formatted(incident.id(), afterwards(after))
            : "%s resolves %s%s%s"
                .formatted(by, incident.id(), afterwards(after), note.isEmpty() ? "" : ": " + note),
        data);
  }

  public static Event pageSent(String service, Page page) {
    return event(
        service,
        page,
        PAGE_SENT,
        "%s is paged by %s about %s (%s)"
            .formatted(
                page.message().person(),
                channel(page),
                page.incident(),
                page.message().kind().name().toLowerCase(java.util.Locale.ROOT)),
        new TreeMap<>());
  }

  public static Event pageDelivered(String service, Page page) {
    Duration took = Duration.between(page.message().at(), or(page.deliveredAt(), page));
    return event(
        service,
        page,
        PAGE_DELIVERED,
        "the page about %s reached %s by %s"
            .formatted(page.incident(), page.message().person(), channel(page)),
        data("took", took));
  }

  public static Event pageFailed(String service, Page page) {
    return event(
        service,
        page,
        PAGE_FAILED,
        "the page about %s did not reach %s by %s: %s"
            .formatted(page.incident(), page.message().person(), channel(page), page.error()),
        data("error", page.error()));
  }

  private static Instant or(@Nullable Instant delivered, Page page) {
    return delivered == null ? page.message().at() : delivered;
  }

  private static String channel(Page page) {
    return switch (page.message().address().kind()) {
      case WEBHOOK -> "webhook";
      case EMAIL -> "e-mail";
    };
  }

  private static Event event(
      String service, Page page, String type, String summary, Map<String, String> more) {
    var data = new TreeMap<>(more);
    data.put("deliveryId", page.deliveryId());
    data.put("person", page.message().person());
    data.put("to", page.message().address().shown());
    data.put("kind", page.message().kind().name());
    data.put("attempts", Integer.toString(page.attempts()));
    return new Event(type, 1, service, "incident/" + page.incident(), summary, data);
  }

  private static Event event(
      Incident incident, String type, String summary, Map<String, String> data) {
    return new Event(type, 1, incident.service(), incident.subject(), summary, data);
  }

  private static String afterwards(@Nullable Duration after) {
    return after == null ? "" : " after " + Durations.format(Duration.ofMillis(after.toMillis()));
  }

  private static Map<String, String> data(@Nullable Object... keysAndValues) {
    var data = new TreeMap<String, String>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null && !value.toString().isEmpty()) {
        data.put(String.valueOf(keysAndValues[i]), value.toString());
      }
    }
    return data;
  }
}
