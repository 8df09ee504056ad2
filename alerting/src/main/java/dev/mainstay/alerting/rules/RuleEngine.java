package dev.mainstay.alerting.rules;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.SeriesStore;
import dev.mainstay.telemetry.query.QueryEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates the groups of rule files, each at its interval. The times of a group depend on nothing
 * but its file, name and interval, so they are the same after a restart, and groups do not all
 * begin at once; as many as there are processors run at a time. Thread-safe.
 */
public final class RuleEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RuleEngine.class);
  private static final int EVALUATIONS_BEFORE_RESTORE = 2;

  private final QueryEngine queries;
  private final SeriesStore store;
  private final Clock clock;
  private final Ticker ticker;
  private final Scheduler scheduler;
  private final RuleSettings settings;
  private final RuleListener listener;
  private final Semaphore processors =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()));
  private volatile Map<String, Loop> loops = Map.of();
  private boolean running;
  private boolean applied;

  /** An engine without rules. */
  public RuleEngine(
      QueryEngine queries,
      SeriesStore store,
      Clock clock,
      Ticker ticker,
      Scheduler scheduler,
      RuleSettings settings,
      RuleListener listener) {
    this.queries = queries;
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Takes groups live. A group that was there goes on with what its rules knew; the series of
   * groups and rules that are gone end. Those of the first call look for what was before a restart.
   */
  public synchronized void apply(List<RuleGroup> groups) {
    Map<String, Loop> before = loops;
    Map<String, Loop> next = new LinkedHashMap<>();
    for (RuleGroup group : groups) {
      Loop older = before.get(group.key());
      next.put(group.key(), new Loop(group, older));
    }
    loops = next;
    applied = true;
    before.forEach((key, loop) -> {
      loop.stop();
      if (!next.containsKey(key)) {
        loop.evaluation.end(clock.now());
      }
    });
    listener.applied(groups);
    if (running) {
      next.values().forEach(Loop::schedule);
    }
  }

  /** Begins to evaluate. Idempotent. */
  public synchronized void start() {
    if (!running) {
      running = true;
      loops.values().forEach(Loop::schedule);
    }
  }

  /** Stops evaluating; series do not end, a restart goes on with them. Idempotent. */
  @Override
  public synchronized void close() {
    running = false;
    loops.values().forEach(Loop::stop);
  }

  /** All groups in the order of their files. */
  public List<GroupStatus> groups() {
    return loops.values().stream().map(loop -> loop.evaluation.status()).toList();
  }

  /** When the group is evaluated, counted from 1970 modulo its interval. */
  static Duration offset(RuleGroup group, Duration interval) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : group.key().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return Duration.ofMillis(Math.floorMod(hash, interval.toMillis()));
  }

  /** One group with its times. */
  private final class Loop {
    private final GroupEvaluation evaluation;
    private final long interval;
    private final long offset;
    private long last = Long.MIN_VALUE;
    private int waitsForRestore;
    private boolean stopped;
    private Set<String> problems = Set.of();
    private Scheduler.@Nullable Task task;

    Loop(RuleGroup group, @Nullable Loop older) {
      boolean first = !applied;
      evaluation = new GroupEvaluation(group, settings, queries, store, ticker, !first);
      interval = evaluation.interval().toMillis();
      offset = offset(group, evaluation.interval()).toMillis();
      waitsForRestore = first ? EVALUATIONS_BEFORE_RESTORE : 0;
      if (older != null) {
        synchronized (older) {
          older.stop();
          evaluation.adopt(older.evaluation);
          waitsForRestore = older.waitsForRestore;
          last = older.interval == interval ? older.last : Long.MIN_VALUE;
        }
      }
    }

    /** The last time for an evaluation that is not after {@code millis}. */
    private long slot(long millis) {
      return Math.floorDiv(millis - offset, interval) * interval + offset;
    }

    synchronized void schedule() {
      if (stopped || task != null) {
        return;
      }
      long now = clock.now().toEpochMilli();
      long next = slot(now) + interval;
      task =
          scheduler.after(
              Duration.ofMillis(next - now), "rules of " + evaluation.group().name(), this::run);
    }

    private void run() {
      processors.acquireUninterruptibly();
      try {
        evaluate();
      } finally {
        processors.release();
        schedule();
      }
    }

    private synchronized void evaluate() {
      task = null;
      if (stopped) {
        return;
      }
      Instant now = clock.now();
      long slot = slot(now.toEpochMilli());
      if (last != Long.MIN_VALUE) {
        if (slot <= last) {
          return;
        }
        evaluation.missed((slot - last) / interval - 1);
      }
      last = slot;
      evaluation.evaluate(Instant.ofEpochMilli(slot));
      GroupStatus status = evaluation.status();
      logProblems(status);
      listener.evaluated(status);
      if (waitsForRestore > 0 && --waitsForRestore == 0) {
        evaluation.restore(clock.now());
      }
    }

    /** Each problem when it comes, not as long as it stays. */
    private void logProblems(GroupStatus status) {
      Set<String> now = new HashSet<>();
      for (RuleStatus rule : status.rules()) {
        if (rule.problem() != null) {
          String problem = "rule " + rule.rule().name() + ": " + rule.problem();
          if (now.add(problem) && !problems.contains(problem)) {
            log.warn("group {}: {}", evaluation.group().name(), problem);
          }
        }
      }
      problems = now;
    }

    synchronized void stop() {
      stopped = true;
      if (task != null) {
        task.cancel();
        task = null;
      }
    }
  }
}
