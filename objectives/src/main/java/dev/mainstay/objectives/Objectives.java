package dev.mainstay.objectives;

import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.ScrapeListener;
import dev.mainstay.telemetry.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: counts good and bad events from scrapes and tells how each promise stands.
 *
 * <p>State is saved every 10 s and at {@link #close}. After a crash the counters' growth since the
 * last save is counted at the first scrape of each instance that still runs, spread evenly over the
 * time in between; nothing is counted twice. What an instance counted that ended in between is
 * lost.
 *
 * <p>Thread-safe. Reading a status takes constant time.
 */
public final class Objectives implements ScrapeListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Objectives.class);
  private static final Duration SAVE_EVERY = Duration.ofSeconds(10);

  private final Clock clock;
  private final Scheduler scheduler;
  private final ObjectivesStore store;
  // Guards the store's calls, the plan, and what is started; taken before any accumulator's own.
  private final ReentrantLock lock = new ReentrantLock();
  // Saved objectives that no plan names now; they continue when a plan names them again.
  private final Map<Key, ObjectiveSnapshot> parked = new HashMap<>();
  private volatile Map<String, List<Accumulator>> services = Map.of();
  private @Nullable ObjectivesPlan plan;
  private Scheduler.@Nullable Task saving;
  private boolean closed;

  private record Key(String service, String objective) {}

  public Objectives(Clock clock, Scheduler scheduler, ObjectivesStore store) {
    this.clock = clock;
    this.scheduler = scheduler;
    this.store = store;
  }

  /**
   * Takes a plan live. Another slo, sla or window keeps the counts; another indicator (a latency
   * threshold, for example) begins them anew. The counts of an objective that the plan lacks are
   * kept aside for the budget's window.
   */
  public void apply(ObjectivesPlan next) {
    lock.lock();
    try {
      plan = next;
      if (saving != null) {
        use(next);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Restores what was saved and begins to save every 10 s. Idempotent. */
  public void start() {
    lock.lock();
    try {
      if (saving != null || closed) {
        return;
      }
      Instant oldest = clock.now().minus(Accumulator.COARSE_RETENTION);
      for (ObjectiveSnapshot saved : store.all()) {
        if (lastSeen(saved).isBefore(oldest)) {
          store.forget(saved.service(), saved.objective());
        } else {
          parked.put(new Key(saved.service(), saved.objective()), saved);
        }
      }
      if (plan != null) {
        use(plan);
      }
      saving = scheduler.every(SAVE_EVERY, "save objectives", this::save);
    } finally {
      lock.unlock();
    }
  }

  private static Instant lastSeen(ObjectiveSnapshot saved) {
    return saved.head().instances().values().stream()
        .map(ObjectiveSnapshot.InstanceCounters::at)
        .max(Instant::compareTo)
        .orElse(saved.head().watchedSince());
  }

  private void use(ObjectivesPlan next) {
    save();
    var running = new HashMap<Key, Accumulator>();
    services
        .values()
        .forEach(
            each -> each.forEach(a -> running.put(new Key(a.service(), a.objective().name()), a)));
    var nextServices = new LinkedHashMap<String, List<Accumulator>>();
    for (ObjectivesPlan.Entry entry : next.objectives()) {
      Key key = new Key(entry.service(), entry.objective().name());
      Accumulator accumulator = continued(key, running.remove(key), entry.objective());
      nextServices.computeIfAbsent(key.service, s -> new ArrayList<>()).add(accumulator);
    }
    running.forEach((key, accumulator) -> parked.put(key, accumulator.snapshot()));
    nextServices.replaceAll((service, each) -> List.copyOf(each));
    services = Map.copyOf(nextServices);
    save();
  }

  private Accumulator continued(Key key, @Nullable Accumulator running, Objective objective) {
    if (running != null && running.fits(objective)) {
      running.use(objective);
      return running;
    }
    ObjectiveSnapshot saved = running != null ? running.snapshot() : parked.remove(key);
    if (saved == null) {
      return new Accumulator(key.service, objective, clock.now());
    }
    boolean same = saved.head().indicator().equals(Indicator.of(objective.sli()).text());
    if (running != null || !same) {
      // Its segments would mix with those saved from now on.
      store.forget(key.service, key.objective);
    }
    return same
        ? Accumulator.restored(objective, saved, clock.now())
        : new Accumulator(key.service, objective, clock.now());
  }

  /** Saves and stops. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (saving != null && !closed) {
        saving.cancel();
        save();
      }
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private void save() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      var accumulators = services.values().stream().flatMap(List::stream).toList();
      var saved = new HashMap<Accumulator, Accumulator.Saving>();
      for (Accumulator accumulator : accumulators) {
        var changes = accumulator.changes(accumulator.exhausted());
        if (changes != null) {
          saved.put(accumulator, changes);
        }
      }
      if (!saved.isEmpty()) {
        try {
          store.save(saved.values().stream().map(Accumulator.Saving::snapshot).toList(), List.of());
          saved.forEach(Accumulator::saved);
        } catch (RuntimeException e) {
          saved.keySet().forEach(Accumulator::notSaved);
          log.error("cannot save {} objectives; they are saved with the next try", saved.size(), e);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void publish(Accumulator accumulator, Event event) {
    lock.lock();
    try {
      boolean exhausted = event.type().equals(ObjectivesEvents.EXHAUSTED);
      var changes = accumulator.changes(exhausted);
      if (changes == null || closed) {
        return;
      }
      try {
        store.save(List.of(changes.snapshot()), List.of(event));
        accumulator.saved(changes);
        accumulator.exhausted(exhausted);
      } catch (RuntimeException e) {
        accumulator.notSaved();
        log.error("cannot save an objective of {}; it is tried again", accumulator.service(), e);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void scraped(Scrape scrape) {
    var accumulators = services.getOrDefault(scrape.target().service(), List.of());
    double processStart = Accumulator.processStart(scrape);
    for (Accumulator accumulator : accumulators) {
      accumulator.scraped(scrape, processStart);
      ObjectiveStatus status = accumulator.status(scrape.at());
      if (status.unknown() == null && status.budget().exhausted() != accumulator.exhausted()) {
        publish(accumulator, ObjectivesEvents.budget(status));
      }
    }
  }

  @Override
  public void gone(Target target, Instant at) {
    services
        .getOrDefault(target.service(), List.of())
        .forEach(accumulator -> accumulator.gone(target, at));
  }

  /** How every objective of the service stands now, in the design's order. */
  public List<ObjectiveStatus> statuses(String service) {
    Instant now = clock.now();
    return services.getOrDefault(service, List.of()).stream()
        .map(accumulator -> accumulator.status(now))
        .toList();
  }

  /** How one objective stands now; empty when the plan does not name it. */
  public Optional<ObjectiveStatus> status(String service, String name) {
    return statuses(service).stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
