package dev.mainstay.toolkit;

import dev.mainstay.toolkit.DependencyFailed.Reason;
import dev.mainstay.toolkit.Policy.DependencyPolicy;
import dev.mainstay.toolkit.Policy.OnFailure;
import dev.mainstay.toolkit.Policy.Retry;
import dev.mainstay.toolkit.internal.Backoff;
import dev.mainstay.toolkit.internal.Breaker;
import dev.mainstay.toolkit.internal.Bulkhead;
import dev.mainstay.toolkit.internal.CallMetrics;
import dev.mainstay.toolkit.internal.Context;
import dev.mainstay.toolkit.internal.RetryBudget;
import dev.mainstay.toolkit.internal.Time;
import dev.mainstay.toolkit.internal.Vitals;
import dev.mainstay.toolkit.internal.Workers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something the service calls, guarded as its policy says. The policy's values apply to the next
 * attempt after they change. Thread-safe.
 *
 * <p><b>Failing.</b> A dependency is failing from its third failed result in a row, or as soon as
 * its breaker is not closed. It works again after two good results in a row with the breaker
 * closed. Results are those of calls and of the background {@link #check}. While it is failing,
 * {@code dependency_up} is 0 and the modes that name it are active. A call that was refused
 * (breaker, bulkhead, deadline), or that was cut short because the request's deadline left it less
 * than its own timeout, is no result.
 */
public final class Dependency {
  /**
   * Calls at the same time when the policy has no bulkhead: no service needs more threads than this
   * for one peer.
   */
  static final int DEFAULT_BULKHEAD = 64;

  private static final Logger log = LoggerFactory.getLogger(Dependency.class);

  private final String name;
  private final Time time;
  private final Workers workers;
  private final CallMetrics metrics;
  private final BiConsumer<String, Boolean> failingChanged;
  private final BiConsumer<String, Check> checks;
  private final Breaker breaker;
  private final Bulkhead bulkhead;
  private final RetryBudget budget = new RetryBudget();
  private final Vitals vitals = new Vitals();
  private volatile DependencyPolicy policy;
  private volatile boolean toldFailing;

  /** Asks whether the dependency works; throws when it does not. */
  @FunctionalInterface
  public interface Check {
    void run(CallContext context) throws Exception;
  }

  /** What a dependency shares with the others of its service. */
  record Parts(
      Time time,
      Workers workers,
      CallMetrics metrics,
      BiConsumer<String, Boolean> failingChanged,
      BiConsumer<String, Check> checks) {}

  Dependency(DependencyPolicy policy, Parts parts) {
    this.name = policy.name();
    this.policy = policy;
    this.time = parts.time();
    this.workers = parts.workers();
    this.metrics = parts.metrics();
    this.failingChanged = parts.failingChanged();
    this.checks = parts.checks();
    this.breaker = new Breaker(time, policy.breaker(), this::breakerMoved);
    this.bulkhead = new Bulkhead(policy.bulkhead().orElse(DEFAULT_BULKHEAD));
  }

  public String name() {
    return name;
  }

  /** The policy in force, for example for the size of the service's own connection pool. */
  public DependencyPolicy policy() {
    return policy;
  }

  /** See the class description. */
  public boolean failing() {
    return vitals.failing();
  }

  /** The state of the breaker; closed when the policy has none. */
  public Breaker.State breaker() {
    return breaker.state();
  }

  boolean blocked() {
    return breaker.blocks();
  }

  /**
   * Registers how to ask whether the dependency works: cheap, without side effects, throwing when
   * it does not. Runs in the background at the policy's readiness interval, whatever traffic there
   * is; ends modes and half-open breakers. Replaces an earlier check.
   */
  public void check(Check check) {
    checks.accept(name, check);
  }

  /**
   * Calls the dependency.
   *
   * @throws DependencyFailed when there is no answer, whatever {@code onFailure} says: use {@link
   *     #call(Call, Fallback)} for a dependency that degrades
   * @throws HttpError as thrown by the call, below 500
   */
  public <T extends @Nullable Object> T call(Call<T> call) {
    return guarded(call, null);
  }

  /**
   * Calls the dependency; without an answer, and when the policy says {@code degrade}, answers with
   * the fallback. With {@code failFast} the fallback is not used.
   *
   * @throws DependencyFailed when there is no answer and the policy says {@code failFast}
   * @throws HttpError as thrown by the call, below 500
   */
  public <T extends @Nullable Object> T call(Call<T> call, Fallback<T> fallback) {
    return guarded(call, fallback);
  }

  private record Failure(Reason reason, @Nullable Throwable cause) {}

  private sealed interface Result<T extends @Nullable Object> {
    record Answer<T extends @Nullable Object>(T value) implements Result<T> {}

    record None<T extends @Nullable Object>(Failure failure) implements Result<T> {}
  }

  /**
   * The stages in their order: deadline, breaker, bulkhead, timeout; then retry; then what the
   * policy does about it.
   */
  private <T extends @Nullable Object> T guarded(Call<T> call, @Nullable Fallback<T> fallback) {
    DependencyPolicy p = policy;
    Deadline deadline = Deadline.current();
    long started = time.nanos();
    p.retry().ifPresent(retry -> budget.earn(retry.budget()));
    for (int attempt = 1; ; attempt++) {
      Duration limit = limit(p, deadline, started);
      Breaker.Permit permit = null;
      Result<T> result;
      if (limit.isZero() || limit.isNegative()) {
        result = refused(Reason.DEADLINE_EXCEEDED);
      } else if ((permit = breaker.acquire()) == null) {
        result = refused(Reason.BREAKER_OPEN);
      } else if (!bulkhead.tryAcquire()) {
        breaker.release(permit);
        result = refused(Reason.BULKHEAD_FULL);
      } else {
        result = attempt(call, new CallContext(limit, attempt, span()), p.timeout(), permit);
      }
      if (result instanceof Result.Answer<T> answer) {
        return answer.value();
      }
      Failure failure = ((Result.None<T>) result).failure();
      if (!retries(attempt, p, failure, deadline, started)) {
        return onFailure(p, failure, fallback);
      }
    }
  }

  private Duration limit(DependencyPolicy p, Deadline deadline, long started) {
    Duration limit = least(p.timeout(), deadline.remaining());
    return p.retry().isEmpty()
        ? limit
        : least(limit, p.retry().get().within().minusNanos(time.nanos() - started));
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Trace span() {
    return Trace.current().map(Trace::child).orElseGet(Trace::start);
  }

  private <T extends @Nullable Object> Result<T> refused(Reason reason) {
    metrics.outcome(name, "rejected");
    return new Result.None<>(new Failure(reason, null));
  }

  private <T extends @Nullable Object> Result<T> attempt(
      Call<T> call, CallContext context, Duration timeout, Breaker.Permit permit) {
    Context caller = Context.current().with(context.trace());
    boolean cutShort = context.timeout().compareTo(timeout) < 0;
    long from = time.nanos();
    try {
      T value =
          workers.run(
              () -> caller.run(() -> call.call(context)), context.timeout(), bulkhead::release);
      record(permit, from, "success", true);
      return new Result.Answer<>(value);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof HttpError refusal && refusal.status() < 500) {
        record(permit, from, "success", true);
        throw refusal;
      }
      if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return timedOut(permit, from, cutShort, cause);
      }
      record(permit, from, "failure", false);
      if (cause instanceof VirtualMachineError error) {
        throw error;
      }
      return new Result.None<>(new Failure(Reason.FAILED, cause));
    } catch (TimeoutException e) {
      return timedOut(permit, from, cutShort, null);
    } catch (RejectedExecutionException e) {
      breaker.release(permit);
      return refused(Reason.BULKHEAD_FULL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      breaker.release(permit);
      metrics.finished(name, "failure", time.nanos() - from);
      return new Result.None<>(new Failure(Reason.INTERRUPTED, e));
    }
  }

  private <T extends @Nullable Object> Result<T> timedOut(
      Breaker.Permit permit, long from, boolean cutShort, @Nullable Throwable cause) {
    if (cutShort) {
      metrics.finished(name, "timeout", time.nanos() - from);
      breaker.release(permit);
      return new Result.None<>(new Failure(Reason.DEADLINE_EXCEEDED, cause));
    }
    record(permit, from, "timeout", false);
    return new Result.None<>(new Failure(Reason.TIMED_OUT, cause));
  }

  private void record(Breaker.Permit permit, long from, String outcome, boolean success) {
    metrics.finished(name, outcome, time.nanos() - from);
    vitals.result(success);
    breaker.record(permit, success);
    tellFailing();
  }

  private boolean retries(
      int attempt, DependencyPolicy p, Failure failure, Deadline deadline, long started) {
    if (p.retry().isEmpty()
        || (failure.reason() != Reason.FAILED && failure.reason() != Reason.TIMED_OUT)) {
      return false;
    }
    Retry retry = p.retry().get();
    Duration wait = Backoff.after(attempt, retry, ThreadLocalRandom.current()::nextDouble);
    Duration elapsed = Duration.ofNanos(time.nanos() - started);
    if (!Backoff.again(attempt, retry, elapsed, wait, deadline.remaining()) || !budget.spend()) {
      return false;
    }
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    metrics.retried(name);
    return true;
  }

  private <T extends @Nullable Object> T onFailure(
      DependencyPolicy p, Failure failure, @Nullable Fallback<T> fallback) {
    int status = failure.reason() == Reason.DEADLINE_EXCEEDED ? 504 : 503;
    Optional<Duration> retryAfter = Optional.empty();
    if (p.onFailure() instanceof OnFailure.FailFast failFast) {
      status = failure.reason() == Reason.DEADLINE_EXCEEDED ? 504 : failFast.status();
      retryAfter = failFast.retryAfter();
    }
    var failed = new DependencyFailed(name, failure.reason(), status, retryAfter, failure.cause());
    if (fallback != null && p.onFailure() instanceof OnFailure.Degrade degrade) {
      Context.current().degradedBy(degrade.mode());
      return fallback.answer(failed);
    }
    throw failed;
  }

  /** The result of a background check. */
  void checked(boolean success) {
    vitals.result(success);
    breaker.probed(success);
    tellFailing();
  }

  void change(DependencyPolicy changed) {
    policy = changed;
    bulkhead.limit(changed.bulkhead().orElse(DEFAULT_BULKHEAD));
    breaker.change(changed.breaker());
    tellFailing();
  }

  private void breakerMoved(Breaker.State from, Breaker.State to) {
    vitals.breaker(to == Breaker.State.CLOSED);
    (to == Breaker.State.OPEN ? log.atWarn() : log.atInfo())
        .addKeyValue("event", "breaker.moved")
        .addKeyValue("dependency", name)
        .addKeyValue("from", from.label())
        .addKeyValue("to", to.label())
        .log("breaker is " + to.label());
  }

  private void tellFailing() {
    if (toldFailing == vitals.failing()) {
      return;
    }
    synchronized (this) {
      boolean now = vitals.failing();
      if (toldFailing == now) {
        return;
      }
      toldFailing = now;
      (now ? log.atWarn() : log.atInfo())
          .addKeyValue("event", now ? "dependency.failing" : "dependency.works")
          .addKeyValue("dependency", name)
          .log(now ? "dependency is failing" : "dependency works again");
      failingChanged.accept(name, now);
    }
  }
}
