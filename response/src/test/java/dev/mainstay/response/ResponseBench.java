package dev.mainstay.response;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.AlertState.Timing;
import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.design.Organisation.Rotation;
import dev.mainstay.kernel.Event;
import dev.mainstay.testkit.ManualTime;
import dev.mainstay.testkit.MemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An engine on manual time whose store, journal and receivers outlive it. */
final class ResponseBench {
  static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  static final Duration GROUP_WAIT = Duration.ofMillis(500);
  static final String SERVICE = "payment-api";

  ManualTime time = new ManualTime(START);
  final MemoryJournal journal = new MemoryJournal(() -> time.now());
  final MemoryIncidentStore store = new MemoryIncidentStore(journal);
  final List<PageMessage> sent = new ArrayList<>();
  final Deque<ChannelException> problems = new ArrayDeque<>();
  final List<Budgets.Line> budget = new ArrayList<>();
  ResponsePlan plan =
      new ResponsePlan(
          Map.of(
              SERVICE,
              new ResponsePlan.Team(
                  "payments",
                  new Rotation(List.of("anna", "ben"), Duration.ofDays(7), START),
                  List.of(
                      new EscalationStep(Duration.ZERO, List.of("on-call")),
                      new EscalationStep(Duration.ofMinutes(5), List.of("next-on-call")),
                      new EscalationStep(Duration.ofMinutes(10), List.of("carla"))))),
          Map.of(
              "anna", List.of(new Address(Address.Kind.WEBHOOK, "http://pager.test/hook/s3cret")),
              "ben", List.of(new Address(Address.Kind.WEBHOOK, "http://pager.test/ben")),
              "carla", List.of(new Address(Address.Kind.WEBHOOK, "http://pager.test/carla"))),
          ResponsePlan.Pacing.of(GROUP_WAIT));
  Incidents incidents;
  int broken;
  private boolean dieWhileSending;

  ResponseBench() {
    incidents = engine();
    incidents.start();
  }

  /** Carla stands by, and is paged after five minutes. */
  static ResponsePlan withSecondary(ResponsePlan plan) {
    ResponsePlan.Team team = Objects.requireNonNull(plan.teamOf(SERVICE));
    return new ResponsePlan(
        Map.of(
            SERVICE,
            new ResponsePlan.Team(
                team.name(),
                team.onCall(),
                new Rotation(List.of("carla"), Duration.ofDays(7), START),
                List.of(
                    new EscalationStep(Duration.ZERO, List.of("on-call")),
                    new EscalationStep(Duration.ofMinutes(5), List.of("secondary"))))),
        plan.people(),
        plan.pacing());
  }

  private Incidents engine() {
    Incidents engine =
        new Incidents(
            store,
            journal,
            service -> List.copyOf(budget),
            Map.of(Address.Kind.WEBHOOK, this::receive),
            "http://127.0.0.1:8300",
            time,
            time);
    engine.apply(plan);
    return engine;
  }

  private void receive(PageMessage message) throws ChannelException {
    sent.add(message);
    if (dieWhileSending) {
      store.down = true;
    }
    if (broken-- > 0) {
      throw new IllegalStateException("broken");
    }
    ChannelException problem = problems.poll();
    if (problem != null) {
      throw problem;
    }
  }

  /** Kills the engine: nothing of it runs again. */
  void kill() {
    time.close();
    incidents.close();
  }

  /** The page is out, the receiver has it, and the process dies before it can write that down. */
  void crashBetweenSendAndSave() {
    dieWhileSending = true;
    settle();
    kill();
    dieWhileSending = false;
    store.down = false;
  }

  /** A new engine, {@code later}, on the same store and journal. */
  void restartAfter(Duration later) {
    time = new ManualTime(time.now().plus(later));
    incidents = engine();
    incidents.start();
    settle();
  }

  /** Runs what is due now. */
  void settle() {
    time.advance(Duration.ZERO);
  }

  void advance(Duration by) {
    time.advance(by);
  }

  /** The alert fires, its condition true for 15 s, and is announced after the group wait. */
  void alertFiresAndIsAnnounced(String alert) {
    fire(alert, Severity.P0);
    advance(GROUP_WAIT);
    announce(List.of(alert), List.of(alert));
  }

  void fire(String alert, Severity severity) {
    journal.append(List.of(fired(alert, severity)));
    settle();
  }

  Event fired(String alert, Severity severity) {
    return AlertEvents.fired(firing(alert, severity));
  }

  /** An alert about one objective that had spent 100. */
  Event fired(String alert, String objective) {
    return AlertEvents.fired(firing(alert, Severity.P1).withSpentBefore(Map.of(objective, 100.0)));
  }

  Event resolved(String alert) {
    return AlertEvents.resolved(firing(alert, Severity.P0), time.now(), "it works again");
  }

  /** What one step of alerting states. */
  void together(List<Event> events) {
    journal.append(events);
    settle();
  }

  private AlertState firing(String alert, Severity severity) {
    return new AlertState(
        SERVICE,
        alert,
        severity,
        alert + "-runbook",
        "merchants see failures",
        Phase.FIRING,
        "it is broken",
        Timing.firing(time.now().minusSeconds(15), time.now()),
        Map.of("availability", 100.0));
  }

  /** An alert of a rule file, for any service. */
  AlertState ofRule(String service, String alert, Severity severity, Map<String, String> labels) {
    return new AlertState(
        service,
        alert,
        severity,
        "https://wiki/" + alert,
        "",
        Phase.FIRING,
        "it is broken",
        Timing.firing(time.now().minusSeconds(15), time.now()),
        Map.of(),
        new RuleOrigin("api.rules", "api", "api.rules:7:5", 3, labels, Map.of(), "a note"));
  }

  void say(Event event) {
    journal.append(List.of(event));
    settle();
  }

  void announce(List<String> alerts, List<String> added) {
    journal.append(List.of(AlertEvents.groupNotified(SERVICE, "payment-api@x", alerts, added)));
    settle();
  }

  void resolve(String alert) {
    journal.append(
        List.of(AlertEvents.resolved(firing(alert, Severity.P0), time.now(), "it works again")));
    settle();
  }

  void deployment(String type, String id, Map<String, String> more) {
    journal.append(
        List.of(
            new Event(
                "deployment." + type,
                1,
                SERVICE,
                "deployment/" + id,
                "1.2.0 of payment-api is " + type,
                more)));
    settle();
  }

  Incident incident(String id) {
    return incidents.get(id).orElseThrow();
  }

  List<String> receivers() {
    return sent.stream().map(message -> message.kind() + " " + message.person()).toList();
  }

  List<String> types(String prefix) {
    return journal.events().stream()
        .map(Event::type)
        .filter(type -> type.startsWith(prefix))
        .toList();
  }

  Event last(String type) {
    return journal.events().reversed().stream()
        .filter(event -> event.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  Incident.SuspectedCause cause(String id) {
    return Objects.requireNonNull(incident(id).cause());
  }
}
