package dev.mainstay.response;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.response.Incident.Note;
import dev.mainstay.response.Incident.Phase;
import dev.mainstay.response.Incident.SuspectedCause;
import dev.mainstay.response.IncidentException.Reason;
import dev.mainstay.response.ResponsePlan.Team;
import dev.mainstay.response.internal.IncidentDraft;
import dev.mainstay.response.internal.PostMortem;
import dev.mainstay.response.internal.SuspectedCauses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: turns alerts into incidents, pages people, and remembers who did what.
 *
 * <p>It follows the journal. Each entry that matters is handled in one transaction with the cursor
 * behind it, so that after a crash at any instant it is handled exactly once; alerts of one service
 * that fire, or resolve, one after the other share a transaction. Deadlines are absolute and part
 * of the incident. Methods that change an incident return when the change is durable. Thread-safe.
 */
public final class Incidents implements AutoCloseable {
  /** How long before an incident its timeline begins. */
  public static final Duration PRELUDE = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(Incidents.class);
  private static final Duration AFTERMATH = Duration.ofSeconds(5);
  private static final int TIMELINE_LIMIT = 1_000;
  private static final int BY_LIMIT = 100;
  private static final int TEXT_LIMIT = 4_000;

  private final IncidentStore store;
  private final Journal journal;
  private final Budgets budgets;
  private final Clock clock;
  private final IncidentRoom room;
  private final JournalFollower follower;
  private final Map<String, Map<String, Double>> spentAtDeployment = new TreeMap<>();

  /**
   * @param consoleUrl start of the links in pages, without a slash at its end, or null
   */
  public Incidents(
      IncidentStore store,
      Journal journal,
      Budgets budgets,
      Map<Address.Kind, Channel> channels,
      @Nullable String consoleUrl,
      Clock clock,
      Scheduler scheduler) {
    this.store = store;
    this.journal = journal;
    this.budgets = budgets;
    this.clock = clock;
    room = new IncidentRoom(store, channels, consoleUrl, clock, scheduler);
    follower = new JournalFollower(journal, scheduler, Incidents::together, this::handle);
  }

  /** Takes a plan live; open incidents keep their deadlines. */
  public void apply(ResponsePlan plan) {
    room.apply(plan);
  }

  /**
   * Restores what was saved, catches up with the journal, and takes the escalation steps that fell
   * due meanwhile, before it returns. Idempotent.
   */
  public void start() {
    if (room.start(this::closeQuiet)) {
      follower.start(store.cursor());
      room.takeOverdue();
    }
  }

  /** Stops; what is pending goes on at the next start. Idempotent. */
  @Override
  public void close() {
    follower.close();
    room.close();
  }

  private static boolean together(Event one, Event next) {
    return (next.type().equals(AlertEvents.FIRED) || next.type().equals(AlertEvents.RESOLVED))
        && next.type().equals(one.type())
        && next.service().equals(one.service());
  }

  private void handle(List<Journal.Entry> entries) {
    List<Runnable> decision =
        switch (entries.getFirst().event().type()) {
          case AlertEvents.FIRED -> {
            List<Told<AlertEvents.Fired>> fired =
                read(entries, entry -> new Told<>(entry.at(), AlertEvents.fired(entry.event())));
            yield fired.isEmpty() ? List.of() : List.of(() -> fired(fired));
          }
          case AlertEvents.RESOLVED -> {
            List<Told<AlertEvents.Resolved>> resolved =
                read(entries, entry -> new Told<>(entry.at(), AlertEvents.resolved(entry.event())));
            yield resolved.isEmpty() ? List.of() : List.of(() -> resolved(resolved));
          }
          default -> read(entries, this::decision);
        };
    room.handle(entries.getLast().sequence(), () -> decision.forEach(Runnable::run));
  }

  /** What an alert's entry says. */
  private record Told<T>(Instant at, T alert) {}

  /** Reading an entry fails here or never. */
  private static <T> List<T> read(List<Journal.Entry> entries, Function<Journal.Entry, T> reader) {
    var read = new ArrayList<T>();
    for (Journal.Entry entry : entries) {
      try {
        read.add(reader.apply(entry));
      } catch (RuntimeException e) {
        log.error("journal entry {} cannot be read; it is passed over", entry.sequence(), e);
      }
    }
    return read;
  }

  /** What to do about an entry. */
  private Runnable decision(Journal.Entry entry) {
    Event event = entry.event();
    return switch (event.type()) {
      case AlertEvents.CHANGED -> {
        AlertEvents.Fired changed = AlertEvents.fired(event);
        yield () -> changed(changed);
      }
      case AlertEvents.GROUP_NOTIFIED -> {
        AlertEvents.GroupNotified group = AlertEvents.groupNotified(event);
        yield () -> announced(group);
      }
      case SuspectedCauses.STARTED -> () -> deploymentStarted(entry);
      case SuspectedCauses.CONDEMNED -> () -> condemned(entry);
      default ->
          SuspectedCauses.ENDED.contains(event.type()) ? () -> deploymentEnded(entry) : () -> {};
    };
  }

  private void deploymentStarted(Journal.Entry entry) {
    if (entry.at().plus(AFTERMATH).isAfter(clock.now())) {
      String service = entry.event().service();
      spentAtDeployment.put(service, spent(budgets.of(service)));
    }
  }

  /** Alerts of one service; at least one. */
  private void fired(List<Told<AlertEvents.Fired>> fired) {
    String service = fired.getFirst().alert().service();
    Incident open = room.openOf(service);
    IncidentDraft draft = open == null ? null : IncidentDraft.of(open);
    var spentBefore = new TreeMap<String, Double>();
    boolean joined = false;
    for (Told<AlertEvents.Fired> each : fired) {
      AlertEvents.Fired alert = each.alert();
      if (draft == null) {
        draft = opened(alert, each.at());
      } else if (!draft.join(alert)) {
        continue;
      }
      joined = true;
      alert.spentBefore().forEach(spentBefore::putIfAbsent);
    }
    if (draft != null && joined) {
      draft.spend(spentBefore, budgets.of(service));
      room.commit(draft);
    }
  }

  private IncidentDraft opened(AlertEvents.Fired alert, Instant at) {
    String wanted = alert.origin() == null ? "" : alert.origin().labels().getOrDefault("team", "");
    Team team = room.plan().answering(alert.service(), wanted);
    IncidentDraft draft =
        IncidentDraft.opened(
            room.nextId(),
            team == null ? "" : team.name(),
            room.steps(alert.service(), team, at, true),
            alert,
            at);
    suspected(alert.service(), at).ifPresent(draft::suspect);
    return draft;
  }

  private void changed(AlertEvents.Fired alert) {
    Incident open = room.openOf(alert.service());
    if (open != null) {
      var draft = IncidentDraft.of(open);
      if (draft.change(alert)) {
        room.commit(draft);
      }
    }
  }

  /** Alerts of one service; at least one. */
  private void resolved(List<Told<AlertEvents.Resolved>> resolved) {
    String service = resolved.getFirst().alert().service();
    Incident open = room.openOf(service);
    if (open != null) {
      var draft = IncidentDraft.of(open);
      Instant last = null;
      for (Told<AlertEvents.Resolved> each : resolved) {
        if (draft.resolveAlert(each.alert())) {
          last = each.at();
        }
      }
      if (last != null) {
        draft.spend(Map.of(), budgets.of(service));
        draft.settle(last, room.plan().pacing().quiet());
        room.commit(draft);
      }
    }
  }

  private void announced(AlertEvents.GroupNotified group) {
    Incident open = room.openOf(group.service());
    if (open != null) {
      room.announce(IncidentDraft.of(open), group.added());
    }
  }

  private void condemned(Journal.Entry entry) {
    String service = entry.event().service();
    SuspectedCause cause = SuspectedCauses.of(entry, true);
    Incident open = room.openOf(service);
    IncidentDraft draft;
    if (open != null) {
      draft = IncidentDraft.of(open);
      draft.suspect(cause);
    } else {
      Team team = room.plan().answering(service, "");
      draft =
          IncidentDraft.opened(
              room.nextId(),
              service,
              team == null ? "" : team.name(),
              room.steps(service, team, entry.at(), false),
              cause,
              entry.at());
    }
    draft.spend(spentAtDeployment.getOrDefault(service, Map.of()), budgets.of(service));
    room.commit(draft);
  }

  private void deploymentEnded(Journal.Entry entry) {
    Incident open = room.openOf(entry.event().service());
    if (open != null
        && open.cause() != null
        && open.cause().condemned()
        && open.cause().deployment().equals(SuspectedCauses.deployment(entry.event()))) {
      var draft = IncidentDraft.of(open);
      draft.takenBack(entry.at());
      draft.spend(Map.of(), budgets.of(open.service()));
      draft.settle(entry.at(), room.plan().pacing().quiet());
      room.commit(draft);
    }
  }

  private Optional<SuspectedCause> suspected(String service, Instant at) {
    Instant from = at.minus(SuspectedCauses.LOOK_BACK);
    return SuspectedCauses.find(journal.ofService(service, from, at, TIMELINE_LIMIT), at);
  }

  private static Map<String, Double> spent(List<Budgets.Line> lines) {
    var spent = new TreeMap<String, Double>();
    lines.forEach(line -> spent.put(line.objective(), line.spent()));
    return spent;
  }

  private void closeQuiet(Incident incident) {
    var draft = IncidentDraft.of(incident);
    draft.spend(Map.of(), budgets.of(incident.service()));
    draft.resolve(null, "", clock.now());
    room.commitResolved(draft);
  }

  /** Open incidents, newest first. */
  public List<Incident> open() {
    return room.open().stream()
        .sorted(Comparator.comparing((Incident each) -> each.at().openedAt()).reversed())
        .toList();
  }

  /** The latest incidents, open or not, newest first. */
  public List<Incident> recent(int limit) {
    return store.recent(limit);
  }

  public Optional<Incident> get(String id) {
    return store.get(id);
  }

  /** The incident's pages in the order in which they were written. */
  public List<Page> pages(String id) {
    return store.pagesOf(id);
  }

  /**
   * {@code by} takes the incident; its escalation stops. Repeating it changes nothing.
   *
   * @throws IncidentException when somebody else has it, it is resolved, or there is none
   */
  public Incident acknowledge(String id, String by) {
    checkBy(by);
    synchronized (room) {
      Incident incident = existing(id);
      if (by.equals(incident.commander())) {
        return incident;
      }
      expectOpen(incident, "open");
      if (incident.commander() != null) {
        throw conflict(
            "incident %s is acknowledged by %s (expected: open)"
                .formatted(id, incident.commander()));
      }
      var draft = IncidentDraft.of(incident);
      draft.acknowledge(by, clock.now());
      return room.commit(draft);
    }
  }

  /**
   * Users are no longer hurt, says {@code by}, who thereby takes the incident if nobody has. It
   * resolves when its alerts have resolved and all stayed quiet.
   *
   * @param note may be empty
   * @throws IncidentException when it is mitigated or resolved already, or there is none
   */
  public Incident mitigate(String id, String by, String note) {
    checkBy(by);
    checkText(note, 0);
    synchronized (room) {
      Incident incident = existing(id);
      if (incident.phase() == Phase.MITIGATED) {
        throw conflict("incident %s is mitigated (expected: open or acknowledged)".formatted(id));
      }
      expectOpen(incident, "open or acknowledged");
      IncidentDraft draft = takenBy(by, incident);
      draft.mitigate(by, note.strip(), clock.now());
      return room.commit(draft);
    }
  }

  /**
   * Adds a line to the timeline, also of a resolved incident.
   *
   * @throws IncidentException when there is no text, or too much, or no such incident
   */
  public Incident note(String id, String by, String text) {
    checkBy(by);
    checkText(text, 1);
    synchronized (room) {
      Incident incident = existing(id);
      if (incident.notes().size() >= Incident.MAX_NOTES) {
        throw conflict(
            "incident %s has %d notes (expected: fewer)".formatted(id, incident.notes().size()));
      }
      var draft = IncidentDraft.of(incident);
      draft.note(new Note(clock.now(), by, text.strip()));
      return room.commit(draft);
    }
  }

  public Incident resolve(String id, String by) {
    return resolve(id, by, "");
  }

  /**
   * It is over, says {@code by}, whatever its alerts say; those that fire on belong to no incident
   * until they fire anew.
   *
   * @param note may be empty
   * @throws IncidentException when it is resolved already, or there is none
   */
  public Incident resolve(String id, String by, String note) {
    checkBy(by);
    checkText(note, 0);
    synchronized (room) {
      Incident incident = existing(id);
      expectOpen(incident, "open, acknowledged or mitigated");
      IncidentDraft draft = takenBy(by, incident);
      draft.spend(Map.of(), budgets.of(incident.service()));
      draft.resolve(by, note.strip(), clock.now());
      return room.commitResolved(draft);
    }
  }

  private IncidentDraft takenBy(String by, Incident incident) {
    var draft = IncidentDraft.of(incident);
    if (incident.commander() == null) {
      draft.acknowledge(by, clock.now());
    }
    return draft;
  }

  private Incident existing(String id) {
    return store
        .get(id)
        .orElseThrow(() -> new IncidentException(Reason.UNKNOWN, "no incident " + id));
  }

  private static void expectOpen(Incident incident, String expected) {
    if (!incident.isOpen()) {
      throw conflict("incident %s is resolved (expected: %s)".formatted(incident.id(), expected));
    }
  }

  private static IncidentException conflict(String message) {
    return new IncidentException(Reason.CONFLICT, message);
  }

  private static void checkBy(String by) {
    if (by.isBlank() || by.length() > BY_LIMIT) {
      throw new IncidentException(
          Reason.INVALID, "by: \"%s\" (expected: a name of 1 to 100 characters)".formatted(by));
    }
  }

  private static void checkText(String text, int least) {
    if (text.strip().length() < least || text.length() > TEXT_LIMIT) {
      throw new IncidentException(
          Reason.INVALID,
          "note: %d characters (expected: %d to %d)".formatted(text.length(), least, TEXT_LIMIT));
    }
  }

  /**
   * The service's journal entries from {@link #PRELUDE} before it to its end, and all of its own,
   * oldest first; the earliest are left out beyond 1,000.
   *
   * @throws IncidentException when there is none
   */
  public List<Journal.Entry> timeline(String id) {
    Incident incident = existing(id);
    Instant began =
        incident.at().startedAt() == null ? incident.at().openedAt() : incident.at().startedAt();
    Instant end =
        incident.at().resolvedAt() == null
            ? clock.now()
            : incident.at().resolvedAt().plus(AFTERMATH);
    var entries = new TreeMap<Long, Journal.Entry>();
    journal
        .ofService(incident.service(), began.minus(PRELUDE), end, TIMELINE_LIMIT)
        .forEach(entry -> entries.put(entry.sequence(), entry));
    journal
        .ofSubject(incident.subject(), TIMELINE_LIMIT)
        .forEach(entry -> entries.put(entry.sequence(), entry));
    return List.copyOf(entries.values());
  }

  /**
   * A draft in Markdown, every line of its timeline citing its journal entry.
   *
   * @throws IncidentException when there is none
   */
  public String postMortem(String id) {
    List<Journal.Entry> timeline = timeline(id);
    return PostMortem.draft(existing(id), timeline, timeline.size() < TIMELINE_LIMIT);
  }
}
