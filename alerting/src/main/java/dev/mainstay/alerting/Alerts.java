package dev.mainstay.alerting;

import dev.mainstay.alerting.AlertingPlan.ServiceRules;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.ScrapeListener;
import dev.mainstay.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: judges a service's rules whenever one of its instances was scraped, could not be, or
 * is gone, at the very instant at which a pending alert is due, and every second. What it decides
 * is in the journal before anybody can see it. Register it behind the objectives, so that a scrape
 * is counted before it is judged. Thread-safe.
 */
public final class Alerts implements ScrapeListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Alerts.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final AlertStore store;
  private final BurnSource objectives;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Map<String, ServiceWatch> watches = new ConcurrentHashMap<>();
  private final Map<String, Due> due = new ConcurrentHashMap<>();
  private AlertingPlan plan = AlertingPlan.EMPTY;
  private Scheduler.@Nullable Task tick;
  private volatile boolean running;

  public Alerts(AlertStore store, BurnSource objectives, Clock clock, Scheduler scheduler) {
    this.store = store;
    this.objectives = objectives;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  private record Due(Instant at, Scheduler.Task task) {}

  /** Takes a plan live. Alerts whose rules are gone resolve. */
  public synchronized void apply(AlertingPlan plan) {
    this.plan = plan;
    if (running) {
      watch(Map.of());
      evaluateAll();
    }
  }

  /** Restores what was saved, then judges on every scrape and every second. Idempotent. */
  public synchronized void start() {
    if (running) {
      return;
    }
    var saved = new HashMap<String, ServiceAlerts>();
    store.all().forEach(alerts -> saved.put(alerts.service(), alerts));
    watch(saved);
    running = true;
    tick = scheduler.every(TICK, "alerts", this::evaluateAll);
    evaluateAll();
  }

  private void watch(Map<String, ServiceAlerts> saved) {
    Instant now = clock.now();
    for (ServiceRules rules : plan.services()) {
      ServiceWatch known = watches.get(rules.service());
      if (known != null) {
        known.apply(rules, plan.groupWait());
      } else {
        watches.put(rules.service(), newWatch(rules, saved, now));
      }
    }
    for (ServiceAlerts left : saved.values()) {
      if (plan.service(left.service()).isEmpty()
          && !left.equals(ServiceAlerts.none(left.service()))) {
        watches.put(left.service(), newWatch(nothing(left.service()), saved, now));
      }
    }
    watches.forEach((service, watch) -> {
      if (plan.service(service).isEmpty()) {
        watch.apply(nothing(service), plan.groupWait());
      }
    });
  }

  private ServiceWatch newWatch(ServiceRules rules, Map<String, ServiceAlerts> saved, Instant now) {
    ServiceAlerts alerts = saved.getOrDefault(rules.service(), ServiceAlerts.none(rules.service()));
    return new ServiceWatch(rules, plan.groupWait(), alerts, store, objectives, now);
  }

  private static ServiceRules nothing(String service) {
    return new ServiceRules(service, Duration.ofSeconds(1), Duration.ZERO, List.of());
  }

  /** Stops judging. Idempotent. */
  @Override
  public synchronized void close() {
    running = false;
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
    due.values().forEach(each -> each.task().cancel());
    due.clear();
  }

  @Override
  public void scraped(Scrape scrape) {
    ServiceWatch watch = watches.get(scrape.target().service());
    if (watch != null) {
      watch.scraped(scrape);
      evaluate(scrape.target().service(), watch);
    }
  }

  @Override
  public void gone(Target target, Instant at) {
    ServiceWatch watch = watches.get(target.service());
    if (watch != null) {
      watch.gone(target.instance());
      evaluate(target.service(), watch);
    }
  }

  private void evaluateAll() {
    watches.forEach(this::evaluate);
  }

  private void evaluate(String service, ServiceWatch watch) {
    if (!running) {
      return;
    }
    try {
      watch.evaluate(clock.now());
      schedule(service, watch);
    } catch (RuntimeException e) {
      log.error("alerts of {} could not be judged; the next second tries again", service, e);
    }
  }

  private void schedule(String service, ServiceWatch watch) {
    due.compute(
        service,
        (name, before) -> {
          Instant next = watch.nextDecision();
          if (before != null && before.at().equals(next)) {
            return before;
          }
          if (before != null) {
            before.task().cancel();
          }
          return next == null || !running ? null : new Due(next, wake(name, watch, next));
        });
  }

  private Scheduler.Task wake(String service, ServiceWatch watch, Instant at) {
    return scheduler.after(
        Duration.between(clock.now(), at),
        "alerts of " + service,
        () -> {
          due.computeIfPresent(service, (name, each) -> each.at().equals(at) ? null : each);
          evaluate(service, watch);
        });
  }

  /** Pending and firing alerts of all services. */
  public List<AlertState> active() {
    return watches.keySet().stream().sorted().flatMap(service -> active(service).stream()).toList();
  }

  private List<AlertState> active(String service) {
    ServiceWatch watch = watches.get(service);
    return watch == null ? List.of() : watch.active();
  }

  /** Every alert of the service, inactive ones included, in the design's order. */
  public List<AlertState> of(String service) {
    ServiceWatch watch = watches.get(service);
    return watch == null ? List.of() : watch.all();
  }

  /** The degradation modes that the service is in. */
  public List<ActiveMode> modes(String service) {
    ServiceWatch watch = watches.get(service);
    return watch == null ? List.of() : watch.modes();
  }
}
