package dev.mainstay.toolkit.internal;

import dev.mainstay.toolkit.Policy.BreakerPolicy;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker over the last {@code of} calls.
 *
 * <p><b>Closed</b>: every call passes; when {@link BreakerPolicy#threshold} of the last {@code of}
 * calls failed, it opens. The threshold is a count, so a breaker opens as soon as the ratio can no
 * longer be missed, also before {@code of} calls were made. <b>Open</b>: no call passes until
 * {@code openFor} has elapsed; the next call, or the next result of a background check, then makes
 * it half-open. <b>Half-open</b>: at most {@value #TRIALS} calls at a time; {@value #TRIALS}
 * successes close it with an empty window, one failure opens it again.
 *
 * <p>Each call holds a {@link Permit} of the state that admitted it; results that arrive after that
 * state ended are dropped, so a slow failure from before an outage cannot reopen a recovered
 * breaker. Thresholds may change at any time; the recorded calls are kept. Thread-safe; the
 * listener is told after the lock is released.
 */
public final class Breaker {
  static final int TRIALS = 2;

  /** What the breaker lets through. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN;

    /** As a metric label. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Leave to make one call, to be handed back with its result. */
  public record Permit(long era) {}

  private sealed interface Phase {}

  private record Closed() implements Phase {}

  private record Open(long sinceNanos) implements Phase {}

  private static final class HalfOpen implements Phase {
    int running;
    int successes;
  }

  private final Time time;
  private final BiConsumer<State, State> listener;
  private final Object lock = new Object();
  private @Nullable BreakerPolicy policy;
  private volatile Phase phase = new Closed();
  private long era;
  private BitSet failed = new BitSet();
  private int next;
  private int filled;

  /**
   * @param listener told the old and the new state
   */
  public Breaker(Time time, Optional<BreakerPolicy> policy, BiConsumer<State, State> listener) {
    this.time = time;
    this.policy = policy.orElse(null);
    this.listener = listener;
  }

  public State state() {
    return stateOf(phase);
  }

  /** True while a call would be refused because the breaker is open and its time is not over. */
  public boolean blocks() {
    synchronized (lock) {
      return phase instanceof Open open && policy != null && !waited(open, policy);
    }
  }

  /** A permit, or null when the breaker refuses the call. */
  public @Nullable Permit acquire() {
    State before;
    Permit permit = null;
    synchronized (lock) {
      before = state();
      if (policy == null) {
        return new Permit(era);
      }
      if (phase instanceof Open open && waited(open, policy)) {
        enter(new HalfOpen());
      }
      if (phase instanceof Closed) {
        permit = new Permit(era);
      } else if (phase instanceof HalfOpen half && half.running < TRIALS) {
        half.running++;
        permit = new Permit(era);
      }
    }
    tell(before);
    return permit;
  }

  /** The call came to an end that says nothing about the dependency. */
  public void release(Permit permit) {
    synchronized (lock) {
      if (permit.era == era && phase instanceof HalfOpen half) {
        half.running--;
      }
    }
  }

  public void record(Permit permit, boolean success) {
    State before;
    synchronized (lock) {
      if (policy == null || permit.era != era) {
        return;
      }
      before = state();
      if (phase instanceof HalfOpen half) {
        half.running--;
        trial(half, success);
      } else if (phase instanceof Closed) {
        remember(!success, policy.of());
        judge(policy);
      }
    }
    tell(before);
  }

  /** The result of a background check: counts only as a trial, once the open time is over. */
  public void probed(boolean success) {
    State before;
    synchronized (lock) {
      before = state();
      if (policy == null) {
        return;
      }
      if (phase instanceof Open open && waited(open, policy)) {
        enter(new HalfOpen());
      }
      if (phase instanceof HalfOpen half) {
        trial(half, success);
      }
    }
    tell(before);
  }

  /**
   * Applies other thresholds to the calls already recorded; empty removes the breaker, which closes
   * it.
   */
  public void change(Optional<BreakerPolicy> changed) {
    State before;
    synchronized (lock) {
      before = state();
      BreakerPolicy now = changed.orElse(null);
      if (now == null) {
        forget();
        if (!(phase instanceof Closed)) {
          enter(new Closed());
        }
      } else {
        if (policy != null && policy.of() != now.of()) {
          resize(policy.of(), now.of());
        }
        if (phase instanceof Closed) {
          judge(now);
        }
      }
      policy = now;
    }
    tell(before);
  }

  private boolean waited(Open open, BreakerPolicy by) {
    return time.nanos() - open.sinceNanos >= by.openFor().toNanos();
  }

  private void trial(HalfOpen half, boolean success) {
    if (!success) {
      enter(new Open(time.nanos()));
    } else if (++half.successes >= TRIALS) {
      forget();
      enter(new Closed());
    }
  }

  private void remember(boolean failure, int of) {
    failed.set(next, failure);
    next = (next + 1) % of;
    filled = Math.min(filled + 1, of);
  }

  private void judge(BreakerPolicy by) {
    if (failed.cardinality() >= by.threshold()) {
      enter(new Open(time.nanos()));
    }
  }

  private void resize(int from, int to) {
    BitSet old = failed;
    int oldest = Math.floorMod(next - filled, from);
    int kept = Math.min(filled, to);
    int skip = filled - kept;
    forget();
    for (int i = skip; i < skip + kept; i++) {
      remember(old.get((oldest + i) % from), to);
    }
  }

  private void forget() {
    failed = new BitSet();
    next = 0;
    filled = 0;
  }

  private void enter(Phase entered) {
    era++;
    phase = entered;
  }

  private void tell(State before) {
    State after = state();
    if (before != after) {
      listener.accept(before, after);
    }
  }

  private static State stateOf(Phase phase) {
    if (phase instanceof Open) {
      return State.OPEN;
    }
    return phase instanceof HalfOpen ? State.HALF_OPEN : State.CLOSED;
  }
}
