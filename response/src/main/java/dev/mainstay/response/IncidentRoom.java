package dev.mainstay.response;

import dev.mainstay.design.Organisation.EscalationStep;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.response.Incident.Phase;
import dev.mainstay.response.Incident.Step;
import dev.mainstay.response.PageMessage.Kind;
import dev.mainstay.response.internal.IncidentDraft;
import dev.mainstay.response.internal.PageWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the open incidents, their deadlines and their pages. Every change goes through {@link
 * #commit}: due escalation steps join the change, all of it becomes durable, and only then do
 * others see it and do pages leave. Its monitor guards all decisions; reading needs none.
 */
final class IncidentRoom {
  private static final Logger log = LoggerFactory.getLogger(IncidentRoom.class);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final String ON_CALL = "on-call";
  private static final String NEXT_ON_CALL = "next-on-call";
  private static final String SECONDARY = "secondary";

  private final IncidentStore store;
  private final Clock clock;
  private final Scheduler scheduler;
  private final PageWriter writer;
  private final Pager pager;
  private final Map<String, Incident> open = new ConcurrentHashMap<>();
  private final Map<String, Scheduler.Task> timers = new HashMap<>();
  private final Map<String, Integer> pageCounts = new HashMap<>();
  private volatile ResponsePlan plan = ResponsePlan.EMPTY;
  private Consumer<Incident> closeQuiet = incident -> {};
  private long cursor;
  private long lastNumber;
  private boolean running;

  IncidentRoom(
      IncidentStore store,
      Map<Address.Kind, Channel> channels,
      @Nullable String consoleUrl,
      Clock clock,
      Scheduler scheduler) {
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
    writer = new PageWriter(consoleUrl);
    pager = new Pager(channels, plan.pacing().retry(), this::settle, clock, scheduler);
  }

  synchronized void apply(ResponsePlan plan) {
    this.plan = plan;
    pager.apply(plan.pacing().retry());
  }

  ResponsePlan plan() {
    return plan;
  }

  /**
   * Restores the open incidents and the pending pages.
   *
   * @param closeQuiet resolves an incident that stayed quiet for long enough
   * @return false when it runs already
   */
  synchronized boolean start(Consumer<Incident> closeQuiet) {
    if (running) {
      return false;
    }
    this.closeQuiet = closeQuiet;
    cursor = store.cursor();
    lastNumber = store.lastNumber();
    store.open().forEach(incident -> open.put(incident.id(), incident));
    running = true;
    pager.start();
    store.pendingPages().forEach(pager::dispatch);
    return true;
  }

  synchronized void close() {
    running = false;
    timers.values().forEach(Scheduler.Task::cancel);
    timers.clear();
    pager.close();
    open.clear();
    pageCounts.clear();
  }

  /** Does for every open incident what fell due while nobody watched. */
  void takeOverdue() {
    List.copyOf(open.keySet()).forEach(this::onDeadline);
  }

  List<Incident> open() {
    return List.copyOf(open.values());
  }

  @Nullable Incident openOf(String service) {
    return open.values().stream()
        .filter(incident -> incident.service().equals(service))
        .findFirst()
        .orElse(null);
  }

  /** Decides on a journal entry; what it commits is saved with the cursor behind that entry. */
  synchronized void handle(long sequence, Runnable decision) {
    long before = cursor;
    cursor = sequence;
    try {
      decision.run();
    } catch (RuntimeException | Error e) {
      cursor = before;
      throw e;
    }
  }

  synchronized String nextId() {
    return "INC-" + (lastNumber + 1);
  }

  /**
   * The team's escalation steps for an incident opened {@code at}.
   *
   * @param team who answers for the service, or null
   * @param awaitsAnnouncement whether the first page waits for its alerts to be announced together
   */
  List<Step> steps(
      String service, ResponsePlan.@Nullable Team team, Instant at, boolean awaitsAnnouncement) {
    if (team == null) {
      log.warn("nobody answers for service {}; nobody is paged for it", service);
      return List.of();
    }
    Instant earliest = awaitsAnnouncement ? at.plus(plan.pacing().firstPage()) : at;
    return team.escalation().stream().map(step -> step(step, at, earliest)).toList();
  }

  private static Step step(EscalationStep step, Instant at, Instant earliest) {
    Instant due = at.plus(step.after());
    return new Step(
        step.after(), due.isBefore(earliest) ? earliest : due, step.targets(), null, List.of());
  }

  /** Makes the draft durable together with the escalation steps that are due. */
  synchronized Incident commit(IncidentDraft draft) {
    return commit(draft, List.of());
  }

  /** Makes a resolved draft durable and tells everyone who was paged. */
  synchronized Incident commitResolved(IncidentDraft draft) {
    Incident incident = draft.build();
    var pages = new ArrayList<Page>();
    write(incident, Kind.RESOLVED, incident.escalation().paged(), pages);
    return commit(draft, pages);
  }

  /** The incident's alerts were announced: pages its first step, or tells those paged before. */
  synchronized void announce(IncidentDraft draft, List<String> added) {
    draft.announced();
    Incident incident = draft.build();
    List<String> paged = incident.escalation().paged();
    var pages = new ArrayList<Page>();
    if (!paged.isEmpty() && isNews(incident, added)) {
      write(incident, Kind.UPDATED, paged, pages);
    }
    commit(draft, pages);
  }

  /** Whether one of these alerts, or how grave it is, was in no page so far. */
  private boolean isNews(Incident incident, List<String> added) {
    var told = new LinkedHashSet<List<Object>>();
    for (Page page : store.pagesOf(incident.id())) {
      page.message()
          .about()
          .alerts()
          .forEach(alert -> told.add(List.of(alert.name(), alert.severity())));
    }
    return incident.alerts().stream()
        .filter(alert -> added.contains(alert.name()))
        .anyMatch(alert -> !told.contains(List.<Object>of(alert.name(), alert.severity())));
  }

  private Incident commit(IncidentDraft draft, List<Page> written) {
    Instant now = clock.now();
    var pages = new ArrayList<>(written);
    takeDue(draft, now, pages);
    for (Page page : pages) {
      draft.say(IncidentEvents.pageSent(draft.build().service(), page));
    }
    Incident incident = draft.build();
    store.save(new IncidentChange(incident, pages, draft.events(), cursor));
    lastNumber = Math.max(lastNumber, Long.parseLong(incident.id().substring(4)));
    pages.forEach(page -> pageCounts.merge(page.incident(), page.number(), Math::max));
    if (incident.isOpen()) {
      open.put(incident.id(), incident);
    } else {
      open.remove(incident.id());
      pageCounts.remove(incident.id());
    }
    schedule(incident);
    pages.forEach(pager::dispatch);
    return incident;
  }

  private void takeDue(IncidentDraft draft, Instant now, List<Page> pages) {
    Incident incident = draft.build();
    while (incident.escalates()) {
      Step next = incident.escalation().next().orElse(null);
      if (next == null || next.dueAt().isAfter(now)) {
        return;
      }
      boolean first = incident.escalation().steps().getFirst().takenAt() == null;
      List<String> people = people(incident, next.targets(), now);
      draft.take(people, now);
      incident = draft.build();
      write(incident, first ? Kind.TRIGGERED : Kind.ESCALATED, people, pages);
    }
  }

  private List<String> people(Incident incident, List<String> targets, Instant now) {
    var people = new LinkedHashSet<String>();
    ResponsePlan.Team team = plan.answering(incident.service(), incident.team());
    for (String target : targets) {
      switch (target) {
        case ON_CALL -> {
          if (team != null) {
            people.add(new OnCall(team.onCall()).at(now));
          }
        }
        case NEXT_ON_CALL -> {
          if (team != null) {
            people.add(new OnCall(team.onCall()).nextAfter(now));
          }
        }
        case SECONDARY -> {
          if (team != null && team.secondary() != null) {
            people.add(new OnCall(team.secondary()).at(now));
          }
        }
        default -> people.add(target);
      }
    }
    return List.copyOf(people);
  }

  private void write(Incident incident, Kind kind, List<String> people, List<Page> pages) {
    int count = pageCounts.computeIfAbsent(incident.id(), this::countPages) + pages.size();
    for (String person : people) {
      List<Address> addresses = plan.people().getOrDefault(person, List.of());
      if (addresses.isEmpty()) {
        log.warn("{} cannot be paged about {}: no channel", person, incident.id());
      }
      for (Address address : addresses) {
        pages.add(writer.write(incident, kind, person, address, ++count, clock.now()));
      }
    }
  }

  private int countPages(String id) {
    return store.pagesOf(id).stream().mapToInt(Page::number).max().orElse(0);
  }

  private void schedule(Incident incident) {
    Scheduler.Task before = timers.remove(incident.id());
    if (before != null) {
      before.cancel();
    }
    Instant deadline = deadline(incident);
    if (running && deadline != null) {
      scheduleAfter(Duration.between(clock.now(), deadline), incident.id());
    }
  }

  private void scheduleAfter(Duration delay, String id) {
    timers.put(id, scheduler.after(delay, "deadline of " + id, () -> onDeadline(id)));
  }

  private static @Nullable Instant deadline(Incident incident) {
    if (!incident.isOpen()) {
      return null;
    }
    Instant quiet = incident.at().quietUntil();
    if (incident.escalates()) {
      Instant step = incident.escalation().next().map(Step::dueAt).orElse(null);
      return quiet == null || (step != null && step.isBefore(quiet)) ? step : quiet;
    }
    return quiet;
  }

  private synchronized void onDeadline(String id) {
    Incident incident = open.get(id);
    if (!running || incident == null) {
      return;
    }
    try {
      Instant now = clock.now();
      Instant quiet = incident.at().quietUntil();
      Instant due = deadline(incident);
      if (quiet != null && !quiet.isAfter(now)) {
        closeQuiet.accept(incident);
      } else if (due != null && !due.isAfter(now)) {
        commit(IncidentDraft.of(incident));
      } else {
        schedule(incident);
      }
    } catch (RuntimeException e) {
      log.error("deadline of {} could not be met; trying again", id, e);
      scheduleAfter(TRY_AGAIN, id);
    }
  }

  /** Puts down how a page's attempt went; when its step reached nobody, the next one is due now. */
  private synchronized void settle(Page page) {
    Incident incident = open.get(page.incident());
    String service = page.message().about().service();
    var events =
        switch (page.state()) {
          case PENDING -> List.<Event>of();
          case DELIVERED -> List.of(IncidentEvents.pageDelivered(service, page));
          case FAILED -> List.of(IncidentEvents.pageFailed(service, page));
        };
    store.save(new IncidentChange(null, List.of(page), events, cursor));
    if (page.state() == Page.State.FAILED
        && incident != null
        && incident.phase() == Phase.OPEN
        && reachedNobody(incident)) {
      var draft = IncidentDraft.of(incident);
      draft.hasten(clock.now());
      commit(draft);
    }
  }

  private boolean reachedNobody(Incident incident) {
    return store.pagesOf(incident.id()).stream()
        .allMatch(page -> page.state() == Page.State.FAILED);
  }
}
