package dev.mainstay.alerting.rules;

import dev.mainstay.alerting.AlertEvents;
import dev.mainstay.alerting.AlertGroup;
import dev.mainstay.alerting.AlertState;
import dev.mainstay.alerting.AlertState.Phase;
import dev.mainstay.alerting.AlertState.Timing;
import dev.mainstay.alerting.AlertStore;
import dev.mainstay.alerting.RuleOrigin;
import dev.mainstay.alerting.ServiceAlerts;
import dev.mainstay.alerting.internal.AlertMachine;
import dev.mainstay.alerting.internal.Grouping;
import dev.mainstay.design.Alert.Severity;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what alerting rules of rule files say into alerts of services, one for each service and
 * name of a rule, however many series there are. What it decides is in the journal before anybody
 * can see it.
 *
 * <p>An alert fires when a series of its rules does, and is over when none has for the hold of
 * {@link FiringRules#hold}; at once when its rules are gone. While a rule cannot be evaluated what
 * it said last holds, for 15 minutes. After a restart, and when rules change, their series have to
 * wait for {@code for} anew: till one fires again, a pending one keeps the alert firing; after a
 * restart nothing is over within {@link #GRACE}, in which what is scraped may still be missing. At
 * most {@value #MAX_FIRING} fire at a time; further ones wait. Thread-safe.
 */
public final class RuleAlerts implements RuleListener, AutoCloseable {
  /** How long after a start an alert whose series are not there yet is not taken to be over. */
  public static final Duration GRACE = Duration.ofMinutes(5);

  static final int MAX_FIRING = 1_000;

  private static final Logger log = LoggerFactory.getLogger(RuleAlerts.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TELL_AGAIN = 10;

  private final AlertStore store;
  private final Supplier<Duration> groupWait;
  private final Clock clock;
  private final Scheduler scheduler;
  private final FiringRules rules;
  private final Map<String, ServiceAlerts> saved = new ConcurrentHashMap<>();
  private final Map<Name, Instant> clearSince = new HashMap<>();
  private final Set<Name> recovering = new HashSet<>();
  private final Set<Name> waiting = new HashSet<>();
  private Instant graceUntil = Instant.MIN;
  private Scheduler.@Nullable Task tick;
  private boolean running;

  /**
   * @param designed whether there is a design of a service
   * @param groupWait how long a service's first alert waits for others to travel with it
   */
  public RuleAlerts(
      AlertStore store,
      Predicate<String> designed,
      Supplier<Duration> groupWait,
      Clock clock,
      Scheduler scheduler) {
    this.store = store;
    this.groupWait = groupWait;
    this.clock = clock;
    this.scheduler = scheduler;
    this.rules = new FiringRules(designed);
  }

  private record Name(String service, String alert) {}

  /** Restores what was saved, then follows the rules. Idempotent. */
  public synchronized void start() {
    if (running) {
      return;
    }
    for (ServiceAlerts alerts : store.all()) {
      if (!alerts.equals(ServiceAlerts.none(alerts.service()))) {
        saved.put(alerts.service(), alerts);
      }
    }
    recoverAll();
    graceUntil = clock.now().plus(GRACE);
    running = true;
    tick = scheduler.every(TICK, "alerts of rules", this::stepAll);
    stepAll();
  }

  private void recoverAll() {
    active().forEach(alert -> recovering.add(new Name(alert.service(), alert.name())));
  }

  /** Stops; what fires goes on firing at the next start. Idempotent. */
  @Override
  public synchronized void close() {
    running = false;
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
  }

  @Override
  public synchronized void applied(List<RuleGroup> groups) {
    rules.apply(groups);
    recoverAll();
    stepAll();
  }

  @Override
  public synchronized void evaluated(GroupStatus group) {
    var concerned = new LinkedHashSet<>(rules.take(group, clock.now()));
    var names = new HashSet<String>();
    group.group().rules().forEach(rule -> names.add(rule.name()));
    for (ServiceAlerts alerts : saved.values()) {
      if (alerts.alerts().stream().anyMatch(alert -> names.contains(alert.name()))) {
        concerned.add(alerts.service());
      }
    }
    concerned.forEach(this::step);
  }

  private synchronized void stepAll() {
    var all = new LinkedHashSet<>(saved.keySet());
    all.addAll(rules.services());
    all.forEach(this::step);
  }

  private void step(String service) {
    if (!running) {
      return;
    }
    try {
      Instant now = clock.now();
      var step = new Step(saved.getOrDefault(service, ServiceAlerts.none(service)), now);
      step.run();
      if (step.group != null && step.group.announceAt() != null && !step.fired.isEmpty()) {
        scheduler.after(
            Duration.between(now, step.group.announceAt()),
            "announce alerts of " + service,
            () -> announce(service));
      }
    } catch (RuntimeException e) {
      log.error("alerts of rules for {} could not be judged; trying again", service, e);
    }
  }

  private synchronized void announce(String service) {
    step(service);
  }

  /** One look at one service; nothing is changed before it is durable. */
  private final class Step {
    private final ServiceAlerts before;
    private final Instant now;
    private final Map<String, AlertState> next = new LinkedHashMap<>();
    private final List<String> fired = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private @Nullable AlertGroup group;

    Step(ServiceAlerts before, Instant now) {
      this.before = before;
      this.now = now;
    }

    void run() {
      Map<String, FiringSeries> active = rules.of(before.service());
      before.alerts().forEach(alert -> judge(alert, active.get(alert.name())));
      active.forEach((name, series) -> {
        if (series.firing() > 0 && !next.containsKey(name) && !was(name)) {
          rise(name, series);
        }
      });
      Grouping.Step grouping =
          Grouping.step(
              before.service(), before.group(), fired, next.keySet(), now, groupWait.get());
      group = grouping.group();
      if (grouping.announcement() != null) {
        events.add(grouping.announcement());
      }
      commit();
    }

    private boolean was(String name) {
      return before.alerts().stream().anyMatch(alert -> alert.name().equals(name));
    }

    private void rise(String name, FiringSeries series) {
      var key = new Name(before.service(), name);
      if (count() + fired.size() >= MAX_FIRING) {
        if (waiting.add(key)) {
          log.warn("{} alerts of rules fire; {} waits until fewer do", MAX_FIRING, key);
        }
        return;
      }
      AlertState state = state(series, name, Timing.firing(series.since(), now));
      next.put(name, state);
      fired.add(name);
      events.add(AlertEvents.fired(state));
    }

    private void judge(AlertState alert, @Nullable FiringSeries series) {
      if (series != null && series.firing() > 0) {
        next.put(alert.name(), goOn(alert, series));
        return;
      }
      String over = over(alert, series);
      if (over == null) {
        next.put(alert.name(), alert);
      } else {
        events.add(AlertEvents.resolved(alert, now, over));
      }
    }

    private AlertState goOn(AlertState alert, FiringSeries series) {
      var key = new Name(before.service(), alert.name());
      if (rules.evaluatedAt(alert.name()) != null) {
        recovering.remove(key);
      }
      clearSince.remove(key);
      RuleOrigin origin = alert.origin();
      boolean graver = series.severity().compareTo(alert.severity()) < 0;
      boolean more = origin == null || series.firing() >= (long) TELL_AGAIN * origin.series();
      if (!graver && !more) {
        return alert;
      }
      Severity severity = graver ? series.severity() : alert.severity();
      AlertState state = state(series, alert.name(), alert.timing()).withSeverity(severity);
      events.add(AlertEvents.changed(state));
      if (graver) {
        fired.add(alert.name());
      }
      return state;
    }

    /** Why it is over, or null when it fires on. */
    private @Nullable String over(AlertState alert, @Nullable FiringSeries pending) {
      String name = alert.name();
      if (!rules.has(name)) {
        return "its rule was removed";
      }
      var key = new Name(before.service(), name);
      Instant judgedAt = rules.evaluatedAt(name);
      Instant failing = rules.failingSince(name);
      boolean recovers = recovering.contains(key);
      if (judgedAt == null
          || (recovers && (pending != null || now.isBefore(graceUntil)))
          || (failing != null && now.isBefore(failing.plus(AlertMachine.GIVE_UP)))) {
        return null;
      }
      if (failing != null) {
        return "its rule could not be evaluated for 15 minutes: " + rules.problem(name);
      }
      Instant clear = clearSince.computeIfAbsent(key, first -> judgedAt);
      return judgedAt.isBefore(clear.plus(rules.hold(name)))
          ? null
          : "its condition is no longer true";
    }

    private AlertState state(FiringSeries series, String name, Timing timing) {
      return new AlertState(
          before.service(),
          name,
          series.severity(),
          series.runbook(),
          series.impact(),
          Phase.FIRING,
          series.reason(),
          timing,
          Map.of(),
          series.origin());
    }

    private void commit() {
      var after = new ServiceAlerts(before.service(), List.copyOf(next.values()), List.of(), group);
      if (events.isEmpty() && after.equals(before)) {
        return;
      }
      store.save(after, events);
      if (after.equals(ServiceAlerts.none(after.service()))) {
        saved.remove(after.service());
      } else {
        saved.put(after.service(), after);
      }
      forget();
    }

    /** What was remembered of alerts that are over now. */
    private void forget() {
      for (AlertState alert : before.alerts()) {
        if (!next.containsKey(alert.name())) {
          var key = new Name(before.service(), alert.name());
          clearSince.remove(key);
          recovering.remove(key);
        }
      }
      next.keySet().forEach(name -> waiting.remove(new Name(before.service(), name)));
    }
  }

  private int count() {
    return saved.values().stream().mapToInt(each -> each.alerts().size()).sum();
  }

  /** What fires, by service. */
  public List<AlertState> active() {
    return saved.values().stream()
        .sorted(Comparator.comparing(ServiceAlerts::service))
        .flatMap(each -> each.alerts().stream())
        .toList();
  }

  /** What fires for a service. */
  public List<AlertState> of(String service) {
    ServiceAlerts alerts = saved.get(service);
    return alerts == null ? List.of() : alerts.alerts();
  }

  /** How many would fire if fewer did. */
  public synchronized int waiting() {
    waiting.removeIf(key -> {
      FiringSeries series = rules.of(key.service()).get(key.alert());
      return series == null || series.firing() == 0;
    });
    return waiting.size();
  }
}
