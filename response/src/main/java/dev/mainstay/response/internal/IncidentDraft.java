package dev.mainstay.response.internal;

import dev.mainstay.alerting.AlertEvents.Fired;
import dev.mainstay.alerting.AlertEvents.Resolved;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Event;
import dev.mainstay.response.Budgets;
import dev.mainstay.response.Incident;
import dev.mainstay.response.Incident.BudgetSpent;
import dev.mainstay.response.Incident.Escalation;
import dev.mainstay.response.Incident.IncidentAlert;
import dev.mainstay.response.Incident.Note;
import dev.mainstay.response.Incident.Phase;
import dev.mainstay.response.Incident.Step;
import dev.mainstay.response.Incident.SuspectedCause;
import dev.mainstay.response.Incident.Timestamps;
import dev.mainstay.response.IncidentEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident while one decision changes it, with the events that say so. The methods are the
 * incident's rules; they know no clock and no store. Not thread-safe.
 */
public final class IncidentDraft {
  private final String id;
  private final String service;
  private final String team;
  private final Instant openedAt;
  private final List<IncidentAlert> alerts;
  private final List<Step> steps;
  private final List<Note> notes;
  private final List<BudgetSpent> budget;
  private final List<Event> events = new ArrayList<>();
  private Severity severity;
  private String title;
  private Phase phase;
  private @Nullable String commander;
  private @Nullable Instant startedAt;
  private @Nullable Instant acknowledgedAt;
  private @Nullable Instant mitigatedAt;
  private @Nullable Instant resolvedAt;
  private @Nullable Instant quietUntil;
  private @Nullable SuspectedCause cause;

  private IncidentDraft(Incident from) {
    id = from.id();
    service = from.service();
    team = from.team();
    severity = from.severity();
    title = from.title();
    phase = from.phase();
    commander = from.commander();
    startedAt = from.at().startedAt();
    openedAt = from.at().openedAt();
    acknowledgedAt = from.at().acknowledgedAt();
    mitigatedAt = from.at().mitigatedAt();
    resolvedAt = from.at().resolvedAt();
    quietUntil = from.at().quietUntil();
    alerts = new ArrayList<>(from.alerts());
    cause = from.cause();
    steps = new ArrayList<>(from.escalation().steps());
    notes = new ArrayList<>(from.notes());
    budget = new ArrayList<>(from.budget());
  }

  public static IncidentDraft of(Incident incident) {
    return new IncidentDraft(incident);
  }

  /** An incident that an alert opens. */
  public static IncidentDraft opened(
      String id, String team, List<Step> steps, Fired alert, Instant at) {
    var draft =
        new IncidentDraft(
            blank(id, alert.service(), team, alert.severity(), titleOf(alert), steps, at));
    draft.startedAt = alert.since();
    draft.addAlert(alert);
    draft.events.add(IncidentEvents.opened(draft.build()));
    return draft;
  }

  /** An incident that a condemned deployment opens. */
  public static IncidentDraft opened(
      String id, String service, String team, List<Step> steps, SuspectedCause cause, Instant at) {
    var draft = new IncidentDraft(blank(id, service, team, Severity.P2, cause.why(), steps, at));
    draft.events.add(IncidentEvents.opened(draft.build()));
    draft.suspect(cause);
    return draft;
  }

  private static Incident blank(
      String id,
      String service,
      String team,
      Severity severity,
      String title,
      List<Step> steps,
      Instant at) {
    return new Incident(
        id,
        service,
        team,
        severity,
        title,
        Phase.OPEN,
        null,
        new Timestamps(null, at, null, null, null, null),
        List.of(),
        null,
        new Escalation(steps),
        List.of(),
        List.of());
  }

  public Incident build() {
    return new Incident(
        id,
        service,
        team,
        severity,
        title,
        phase,
        commander,
        new Timestamps(startedAt, openedAt, acknowledgedAt, mitigatedAt, resolvedAt, quietUntil),
        alerts,
        cause,
        new Escalation(steps),
        notes,
        budget);
  }

  public List<Event> events() {
    return events;
  }

  public void say(Event event) {
    events.add(event);
  }

  /** An alert fires while the incident is open; returns whether it is one of this. */
  public boolean join(Fired alert) {
    boolean known = alerts.stream().anyMatch(each -> isThat(each, alert));
    if (!known && alerts.size() >= Incident.MAX_ALERTS) {
      return false;
    }
    raise(alert);
    IncidentAlert added = addAlert(alert);
    if (!known) {
      events.add(IncidentEvents.alertAdded(build(), added));
    }
    goOn(alert.alert() + " fires again");
    return true;
  }

  private static boolean isThat(IncidentAlert each, Fired alert) {
    return each.is(alert.alert(), alert.origin() != null);
  }

  /** An alert that fires on is graver or wider than it was; returns whether it is one of this. */
  public boolean change(Fired alert) {
    boolean known =
        alerts.stream().anyMatch(each -> isThat(each, alert) && each.resolvedAt() == null);
    if (known) {
      raise(alert);
      addAlert(alert);
    }
    return known;
  }

  private void raise(Fired alert) {
    boolean graver = alert.severity().compareTo(severity) < 0;
    if (graver) {
      severity = alert.severity();
      title = titleOf(alert);
    }
  }

  private IncidentAlert addAlert(Fired alert) {
    var added =
        new IncidentAlert(
            alert.alert(),
            alert.severity(),
            alert.impact(),
            alert.runbook(),
            alert.reason(),
            alert.since(),
            alert.firedAt(),
            null,
            alert.origin());
    for (int i = 0; i < alerts.size(); i++) {
      if (isThat(alerts.get(i), alert)) {
        alerts.set(i, added);
        return added;
      }
    }
    alerts.add(added);
    return added;
  }

  /** What was over is not: a mitigated incident goes back to where it was before. */
  private void goOn(String why) {
    quietUntil = null;
    if (phase == Phase.MITIGATED) {
      phase = acknowledgedAt == null ? Phase.OPEN : Phase.ACKNOWLEDGED;
      mitigatedAt = null;
      events.add(IncidentEvents.reopened(build(), why));
    }
  }

  /** Returns whether the alert belonged to this incident and fired. */
  public boolean resolveAlert(Resolved alert) {
    for (int i = 0; i < alerts.size(); i++) {
      IncidentAlert each = alerts.get(i);
      if (each.is(alert.alert(), alert.ofRule()) && each.resolvedAt() == null) {
        alerts.set(i, each.resolved(alert.resolvedAt()));
        return true;
      }
    }
    return false;
  }

  /** Names a deployment as the probable cause. A condemned one replaces any other. */
  public void suspect(SuspectedCause suspected) {
    SuspectedCause before = cause;
    if (before == null || suspected.condemned()) {
      cause = suspected;
      if (before == null || !before.deployment().equals(suspected.deployment())) {
        events.add(IncidentEvents.causeSuspected(build(), suspected));
      }
      if (suspected.condemned()) {
        goOn(suspected.why());
      }
    }
  }

  /** The condemned release has no more traffic. */
  public void takenBack(Instant at) {
    if (cause != null && cause.takenBackAt() == null) {
      cause =
          new SuspectedCause(
              cause.deployment(),
              cause.version(),
              cause.why(),
              cause.sequence(),
              cause.condemned(),
              at);
    }
  }

  /** When all that opened it is over, the quiet period begins and users are no longer hurt. */
  public void settle(Instant at, Duration quiet) {
    Incident now = build();
    if (!now.isOpen() || !now.isQuiet() || quietUntil != null) {
      return;
    }
    quietUntil = at.plus(quiet);
    if (phase != Phase.MITIGATED) {
      phase = Phase.MITIGATED;
      mitigatedAt = at;
      String why = alerts.isEmpty() ? "its deployment is over" : "all its alerts have resolved";
      events.add(IncidentEvents.mitigated(build(), null, why));
    }
  }

  public void acknowledge(String by, Instant at) {
    commander = by;
    acknowledgedAt = at;
    if (phase == Phase.OPEN) {
      phase = Phase.ACKNOWLEDGED;
    }
    events.add(IncidentEvents.acknowledged(build(), by));
  }

  public void mitigate(String by, String note, Instant at) {
    phase = Phase.MITIGATED;
    mitigatedAt = at;
    events.add(IncidentEvents.mitigated(build(), by, note));
  }

  public void note(Note note) {
    notes.add(note);
    events.add(IncidentEvents.noted(build(), note));
  }

  /**
   * It is over.
   *
   * @param by null when it stayed quiet
   */
  public void resolve(@Nullable String by, String note, Instant at) {
    phase = Phase.RESOLVED;
    resolvedAt = at;
    quietUntil = null;
    if (mitigatedAt == null) {
      mitigatedAt = at;
    }
    events.add(IncidentEvents.resolved(build(), by, note));
  }

  /** The alerts were announced together: steps no longer wait for that. */
  public void announced() {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.takenAt() == null) {
        steps.set(i, due(step, earlier(step.dueAt(), openedAt.plus(step.after()))));
      }
    }
  }

  /** The next step is due now, for the pages of those before reached nobody. */
  public void hasten(Instant now) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.takenAt() == null) {
        steps.set(i, due(step, earlier(step.dueAt(), now)));
        return;
      }
    }
  }

  private static Step due(Step step, Instant at) {
    return new Step(step.after(), at, step.targets(), null, List.of());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Marks the first step not taken yet as taken. */
  public void take(List<String> people, Instant at) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.takenAt() == null) {
        steps.set(i, new Step(step.after(), step.dueAt(), step.targets(), at, people));
        if (i > 0) {
          events.add(IncidentEvents.escalated(build(), i + 1, people));
        }
        return;
      }
    }
  }

  /**
   * Puts down what the objectives have spent.
   *
   * @param before requests spent by objective before it began; where absent, what is spent now
   */
  public void spend(Map<String, Double> before, List<Budgets.Line> now) {
    var positions = new HashMap<String, Integer>();
    for (int i = 0; i < budget.size(); i++) {
      positions.put(budget.get(i).objective(), i);
    }
    var others = new ArrayList<Budgets.Line>();
    for (Budgets.Line line : now) {
      Integer at = positions.get(line.objective());
      if (at == null) {
        others.add(line);
      } else {
        budget.set(at, spent(line, budget.get(at).spentBefore()));
      }
    }
    if (now.size() > Incident.MAX_BUDGETS) {
      others.removeIf(line -> !before.containsKey(line.objective()));
      others.sort(Comparator.comparingDouble(Budgets.Line::remaining));
    }
    for (Budgets.Line line : others) {
      if (budget.size() < Incident.MAX_BUDGETS) {
        budget.add(spent(line, before.getOrDefault(line.objective(), line.spent())));
      }
    }
  }

  private static BudgetSpent spent(Budgets.Line line, double before) {
    return new BudgetSpent(line.objective(), before, line.spent(), line.remaining());
  }

  private static String titleOf(Fired alert) {
    return "%s on %s: %s".formatted(alert.alert(), alert.service(), alert.reason());
  }
}
