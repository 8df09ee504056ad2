package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Policy;
import dev.mainstay.toolkit.internal.logging.JsonLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs every registered check in the background at the policy's readiness interval and keeps the
 * last result. A check that takes as long as its timeout has failed; while an abandoned one still
 * runs it is not started again, and fails at each interval. {@link #tick} does all work that is
 * due; it is called a few times per interval. Thread-safe.
 */
public final class HealthMonitor {
  /** A check's body; throws when the dependency does not work. */
  @FunctionalInterface
  public interface Body {
    void run(Duration timeout) throws Exception;
  }

  /** Whom a check is about. */
  public interface Target {
    /** True while the dependency is known to fail; it is then asked more often. */
    boolean failing();

    /** Hears each result, outside any lock. */
    void checked(boolean success);
  }

  /** A failing dependency is asked at least this often, so that its return is seen soon. */
  static final Duration HURRY = Duration.ofSeconds(1);

  /**
   * The last result of a check.
   *
   * @param failures consecutive failed checks; 0 after a good one
   * @param passed a check has passed at least once
   * @param at when the last result came; empty before the first
   */
  public record Status(
      int failures, boolean passed, Optional<Instant> at, Duration took, String message) {
    static final Status UNKNOWN =
        new Status(0, false, Optional.empty(), Duration.ZERO, "not checked yet");
  }

  private record Run(FutureTask<@Nullable Void> task, long startedAt) {}

  private static final class Entry {
    final Body body;
    final Target target;
    Status status = Status.UNKNOWN;
    @Nullable Long lastStart;
    @Nullable Run running;
    boolean abandoned;

    Entry(Body body, Target target) {
      this.body = body;
      this.target = target;
    }
  }

  private final Time time;
  private final Supplier<Policy.Readiness> policy;
  private final Executor executor;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();

  public HealthMonitor(Time time, Supplier<Policy.Readiness> policy, Executor executor) {
    this.time = time;
    this.policy = policy;
    this.executor = executor;
  }

  /** Replaces the check of that name, if there is one. */
  public void register(String name, Body body, Target target) {
    entries.put(name, new Entry(body, target));
  }

  /** The last result of the named check; empty when none is registered. */
  public Optional<Status> status(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    synchronized (entry) {
      return Optional.of(entry.status);
    }
  }

  public void tick() {
    entries.values().forEach(this::tick);
  }

  private void tick(Entry entry) {
    Policy.Readiness readiness = policy.get();
    Boolean result = null;
    FutureTask<@Nullable Void> start = null;
    synchronized (entry) {
      long now = time.nanos();
      Run running = entry.running;
      if (running != null && !entry.abandoned) {
        Duration elapsed = Duration.ofNanos(now - running.startedAt);
        if (elapsed.compareTo(readiness.timeout()) >= 0) {
          entry.abandoned = true;
          running.task.cancel(true);
          failed(entry, elapsed, "no answer within " + readiness.timeout().toMillis() + " ms");
          result = false;
        }
      } else if (due(entry, readiness, now)) {
        entry.lastStart = now;
        if (running != null) {
          failed(
              entry,
              Duration.ofNanos(now - running.startedAt),
              "the check before has not ended and ignores its interrupt");
          result = false;
        } else {
          start = task(entry, readiness.timeout());
          entry.running = new Run(start, now);
          entry.abandoned = false;
        }
      }
    }
    if (result != null) {
      entry.target.checked(result);
    }
    if (start != null) {
      submit(entry, start);
    }
  }

  private static boolean due(Entry entry, Policy.Readiness readiness, long now) {
    Duration every = readiness.every();
    if (entry.target.failing() && every.compareTo(HURRY) > 0) {
      every = HURRY;
    }
    return entry.lastStart == null || now - entry.lastStart >= every.toNanos();
  }

  private void submit(Entry entry, FutureTask<@Nullable Void> start) {
    try {
      executor.execute(() -> {
        start.run();
        synchronized (entry) {
          entry.running = null;
        }
      });
    } catch (RejectedExecutionException e) {
      synchronized (entry) {
        entry.running = null;
      }
    }
  }

  private FutureTask<@Nullable Void> task(Entry entry, Duration timeout) {
    long from = time.nanos();
    return new FutureTask<>(() -> {
      String problem = null;
      try {
        entry.body.run(timeout);
      } catch (Exception e) {
        problem = JsonLog.shown(e.getMessage() == null ? e.toString() : e.getMessage());
      }
      finished(entry, Duration.ofNanos(time.nanos() - from), timeout, problem);
      return null;
    });
  }

  private void finished(Entry entry, Duration took, Duration timeout, @Nullable String problem) {
    boolean success = problem == null && took.compareTo(timeout) < 0;
    synchronized (entry) {
      if (entry.abandoned) {
        return;
      }
      if (success) {
        entry.status = new Status(0, true, Optional.of(time.now()), took, "");
      } else {
        failed(
            entry,
            took,
            problem != null ? problem : "no answer within " + timeout.toMillis() + " ms");
      }
    }
    entry.target.checked(success);
  }

  private void failed(Entry entry, Duration took, String message) {
    Status before = entry.status;
    entry.status =
        new Status(before.failures() + 1, before.passed(), Optional.of(time.now()), took, message);
  }
}
