package dev.mainstay.objectives.live;

import dev.mainstay.design.slo.Slo;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.objectives.evaluation.Contributor;
import dev.mainstay.objectives.evaluation.Corrections;
import dev.mainstay.objectives.evaluation.Forecast;
import dev.mainstay.objectives.evaluation.SloEngine;
import dev.mainstay.objectives.evaluation.SloStatus;
import dev.mainstay.objectives.evaluation.SpentHour;
import dev.mainstay.objectives.live.Correction.What;
import dev.mainstay.objectives.live.LiveException.Kind;
import dev.mainstay.telemetry.Scrape;
import dev.mainstay.telemetry.ScrapeListener;
import dev.mainstay.telemetry.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the objectives of designs and documents: counts what was stored every {@value
 * #TICK_SECONDS} s, and those of designs also when their service was scraped, or less often when
 * either would take more than a tenth of a processor.
 *
 * <p>How far it has come is saved every minute and at {@link #close}. After a crash it goes on from
 * there over the samples stored since; without a snapshot everything is counted from the samples
 * again. Corrections, and that a budget is used up, are saved before they hold, so a freeze holds
 * from the first moment on.
 *
 * <p>Thread-safe. Reading how objectives stand takes constant time and never waits.
 */
public final class LiveObjectives implements ScrapeListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveObjectives.class);
  static final int TICK_SECONDS = 5;
  static final Duration SAVE = Duration.ofMinutes(1);

  /**
   * Objectives whose changes are saved together: a commit each would make many wait for seconds.
   */
  static final int TOGETHER = 200;

  private static final int TICK_SHARE = 10;
  private static final int SAVE_SHARE = 50;

  private final SloEngine engine;
  private final Path snapshot;
  private final Clock clock;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final Executor worker;
  private final CorrectionBook book;
  private final UsedUpMarks marks;
  private final ToldStatuses statuses;
  private final Map<Key, SloStatus> published = new ConcurrentHashMap<>();
  // By service: when its scrapes may be counted again, in nanoseconds.
  private final Map<String, Long> nextScrape = new ConcurrentHashMap<>();
  private final AtomicBoolean queued = new AtomicBoolean();
  private volatile Held wanted = Held.NOTHING;
  private volatile Work last = new Work(null, Duration.ZERO, 0, 0);
  // Guarded by the worker, of which there is one.
  private @Nullable Held applied;
  private long nextTick = Long.MIN_VALUE;
  private long nextSave = Long.MIN_VALUE;
  private volatile Scheduler.@Nullable Task task;
  private volatile boolean closed;

  /**
   * What the last tick did.
   *
   * @param at null before the first
   * @param failing objectives that could not be evaluated
   * @param ticks since the start
   */
  public record Work(@Nullable Instant at, Duration took, long failing, long ticks) {}

  /**
   * Nothing yet.
   *
   * @param remembered for these objectives alone
   * @param snapshot file in which it is saved how far it has come
   * @param worker one thread, where the counting is done
   */
  public LiveObjectives(
      SloEngine engine,
      Remembered remembered,
      Path snapshot,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler,
      Executor worker) {
    this.engine = engine;
    this.snapshot = snapshot;
    this.clock = clock;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.worker = worker;
    this.book = remembered.book();
    this.marks = remembered.marks();
    this.statuses = new ToldStatuses(engine);
  }

  /**
   * Holds these objectives from now on, whose queries can be followed. Returns at once; what is
   * stored of them is counted soon.
   */
  public synchronized void apply(List<Slo> slos) {
    wanted = wanted.next(clock.now(), slos);
    soon();
  }

  @Override
  public void scraped(Scrape scrape) {
    Held now = wanted;
    List<Exposed> exposed = now.exposed(scrape.target().service());
    exposed.forEach(each -> each.scraped(scrape));
    if (!exposed.isEmpty() && task != null && !closed) {
      count(scrape.target().service(), now);
    }
  }

  /** What a scrape stored is counted before anybody judges by it. */
  private void count(String service, Held now) {
    long begun = ticker.nanos();
    Long next = nextScrape.get(service);
    if (next != null && begun < next) {
      return;
    }
    engine.scraped(service, clock.now());
    publishDesigned(service, now);
    nextScrape.put(service, ticker.nanos() + Math.max(0, ticker.nanos() - begun) * TICK_SHARE);
  }

  @Override
  public void gone(Target target, Instant at) {
    Held now = wanted;
    now.exposed(target.service()).forEach(each -> each.gone(target.instance()));
    publishDesigned(target.service(), now);
  }

  private void publishDesigned(String service, Held of) {
    var keys = new ArrayList<Key>();
    for (Slo slo : of.byService().getOrDefault(service, List.of())) {
      Key key = Key.of(slo);
      if (of.exposed().containsKey(key)
          && published.containsKey(key)
          && engine.failure(key.service(), key.name()).isEmpty()) {
        keys.add(key);
      }
    }
    publishAll(keys);
  }

  /** Begins to count. Idempotent. */
  public synchronized void start() {
    if (task == null && !closed) {
      task = scheduler.every(Duration.ofSeconds(TICK_SECONDS), "objectives", this::soon);
      soon();
    }
  }

  private void soon() {
    if (queued.compareAndSet(false, true)) {
      worker.execute(() -> {
        queued.set(false);
        work();
      });
    }
  }

  /** Stops counting, and saves how far it has come. Idempotent. */
  @Override
  public void close() {
    synchronized (this) {
      if (task != null) {
        task.cancel();
      }
    }
    // The worker stops at the next objective.
    boolean first = !closed;
    closed = true;
    synchronized (engine) {
      if (first) {
        save();
      }
    }
  }

  private void work() {
    synchronized (engine) {
      Held now = wanted;
      boolean changed = now != applied;
      if (closed || !changed && ticker.nanos() < nextTick) {
        return;
      }
      try {
        long begun = ticker.nanos();
        if (changed) {
          take(now);
        }
        Instant at = clock.now();
        engine.tick(at, () -> closed);
        long failing = publish(now);
        Duration took = ticker.since(begun);
        nextTick = ticker.nanos() + took.toNanos() * TICK_SHARE;
        last = new Work(at, took, failing, last.ticks() + 1);
        if (!closed && ticker.nanos() >= nextSave) {
          save();
        }
      } catch (RuntimeException e) {
        log.error("objectives could not be counted; it is tried again", e);
      }
    }
  }

  private void take(Held next) {
    engine.apply(next.counted(), next.at(), snapshot);
    // A crash must not forget since when they are watched.
    nextSave = Long.MIN_VALUE;
    next.all()
        .keySet()
        .forEach(key -> {
          if (book.everAbout(key.service(), key.name())) {
            correct(key);
          }
        });
    applied = next;
    published.keySet().retainAll(next.all().keySet());
  }

  private long publish(Held of) {
    long failing = 0;
    var keys = new ArrayList<Key>();
    for (Key key : of.all().keySet()) {
      if (engine.failure(key.service(), key.name()).isPresent()) {
        failing++;
      } else {
        keys.add(key);
      }
    }
    publishAll(keys);
    return failing;
  }

  private void publishAll(List<Key> keys) {
    for (int from = 0; from < keys.size() && !closed; from += TOGETHER) {
      publish(keys.subList(from, Math.min(keys.size(), from + TOGETHER)));
    }
  }

  private void publish(List<Key> keys) {
    synchronized (published) {
      var told = new LinkedHashMap<Key, SloStatus>();
      for (Key key : keys) {
        SloStatus status = statuses.of(key, wanted);
        if (status != null) {
          told.put(key, status);
        }
      }
      published.putAll(told);
      marks.take(told);
    }
  }

  private void save() {
    if (applied == null || applied.all().isEmpty()) {
      return;
    }
    try {
      long begun = ticker.nanos();
      engine.save(snapshot);
      long took = ticker.nanos() - begun;
      nextSave = ticker.nanos() + Math.max(SAVE.toNanos(), took * SAVE_SHARE);
    } catch (RuntimeException e) {
      log.error("objectives are not saved; a restart counts from the samples", e);
    }
  }

  /** What the last tick did. */
  public Work lastWork() {
    return last;
  }

  /** Every objective, in the order in which they were given. */
  public List<Standing> all() {
    return wanted.all().values().stream().map(this::standing).toList();
  }

  /** Every objective of a service, in the order in which they were given. */
  public List<Standing> of(String service) {
    return wanted.byService().getOrDefault(service, List.of()).stream()
        .map(this::standing)
        .toList();
  }

  public Optional<Standing> find(String service, String name) {
    return Optional.ofNullable(wanted.all().get(new Key(service, name))).map(this::standing);
  }

  private Standing standing(Slo slo) {
    Key key = Key.of(slo);
    SloStatus status = published.get(key);
    Optional<String> failure = engine.failure(key.service(), key.name());
    String unknown =
        status == null
            ? failure.orElse("what is stored is still being counted")
            : failure.isPresent() ? statuses.failure(key) : status.unknown();
    return new Standing(slo, status, marks.of(key), unknown, book.of(slo.service(), slo.name()));
  }

  /** When the budget will be used up. */
  public Optional<Forecast> forecast(String service, String name) {
    return engine.forecast(service, name);
  }

  /** How the budget was spent, hour by hour. */
  public List<SpentHour> hours(String service, String name) {
    return engine.hours(service, name).orElse(List.of());
  }

  /** Which label values spent the budget, the worst first. */
  public List<Contributor> contributors(String service, String name) {
    return engine.contributors(service, name).orElse(List.of());
  }

  /** What people said, by ascending number; withdrawn ones too. */
  public List<Correction> corrections() {
    return book.all();
  }

  /**
   * Takes a time out of what counts, past or to come; budgets are counted anew before it returns.
   * Said again in the same words by the same person, it is the same correction.
   *
   * @param objective its name, or the empty string for all of the service's
   * @param from excluded
   * @param until included
   * @throws LiveException when there is no such objective, or the times cannot be
   */
  public Correction exclude(
      String service, String objective, Instant from, Instant until, String reason, String by) {
    named(service, objective);
    Correction correction =
        book.add(service, objective, new What.Exclusion(from, until), reason, by);
    recount(correction);
    return correction;
  }

  /**
   * Adds events, or takes some away; the budget is counted anew before it returns. Said again in
   * the same words by the same person, it is the same correction.
   *
   * @throws LiveException when there is no such objective, or the numbers cannot be
   */
  public Correction adjust(
      String service, String objective, What.Adjustment adjustment, String reason, String by) {
    for (Slo slo : named(service, objective)) {
      if (objective.isEmpty() || slo.parts().size() > 1) {
        throw new LiveException(
            Kind.INVALID,
            "objective: %s (expected: the name of one that is no composite)"
                .formatted(objective.isEmpty() ? "all" : objective));
      }
    }
    Correction correction = book.add(service, objective, adjustment, reason, by);
    recount(correction);
    return correction;
  }

  /**
   * Takes a correction back; budgets are counted anew before it returns. Repeating it changes
   * nothing.
   *
   * @throws LiveException when there is none, or it was taken back by others or for other reasons
   */
  public Correction withdraw(String id, String reason, String by) {
    Correction correction = book.withdraw(id, reason, by);
    recount(correction);
    return correction;
  }

  private List<Slo> named(String service, String objective) {
    List<Slo> known = wanted.byService().getOrDefault(service, List.of());
    List<Slo> found =
        known.stream().filter(slo -> objective.isEmpty() || objective.equals(slo.name())).toList();
    if (found.isEmpty()) {
      throw new LiveException(
          Kind.NOT_FOUND,
          known.isEmpty()
              ? "service: %s (expected: one with objectives)".formatted(service)
              : "objective: %s (expected: one of %s)"
                  .formatted(objective, known.stream().map(Slo::name).sorted().toList()));
    }
    return found;
  }

  private void recount(Correction correction) {
    var keys = new ArrayList<Key>();
    for (Slo slo : wanted.byService().getOrDefault(correction.service(), List.of())) {
      if (correction.isAbout(slo.service(), slo.name())) {
        correct(Key.of(slo));
        if (published.containsKey(Key.of(slo))) {
          keys.add(Key.of(slo));
        }
      }
    }
    publishAll(keys);
  }

  /** What people said of an objective holds for its contract too. */
  private void correct(Key key) {
    Corrections said = book.corrections(key.service(), key.name());
    engine.correct(key.service(), key.name(), said);
    engine.correct(key.service(), key.agreement().name(), said);
  }
}
