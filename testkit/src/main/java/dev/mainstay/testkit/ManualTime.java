package dev.mainstay.testkit;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Scheduler;
import dev.mainstay.kernel.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Clock, ticker and scheduler in one, moved by the test. Work that falls due runs on the thread
 * that moves the time, in order of its due time. Not thread-safe.
 */
public final class ManualTime implements Clock, Ticker, Scheduler {
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private Instant now;
  private long nanos;
  private long order;

  public ManualTime() {
    this(Instant.parse("2026-03-02T10:00:00Z"));
  }

  public ManualTime(Instant start) {
    now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Moves time forward, running on the way all that falls due. */
  public void advance(Duration by) {
    Instant target = now.plus(by);
    for (Due due = queue.peek(); due != null && !due.at.isAfter(target); due = queue.peek()) {
      queue.poll();
      moveTo(due.at);
      if (!due.state.cancelled) {
        due.run.run();
        if (due.period != null && !due.state.cancelled) {
          queue.add(new Due(due.at.plus(due.period), order++, due.period, due.run, due.state));
        }
      }
    }
    moveTo(target);
  }

  private void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      nanos += Duration.between(now, instant).toNanos();
      now = instant;
    }
  }

  @Override
  public Task after(Duration delay, String name, Runnable task) {
    return add(now.plus(delay.isNegative() ? Duration.ZERO : delay), null, task);
  }

  @Override
  public Task every(Duration period, String name, Runnable task) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("period: " + period + " (expected: > 0s)");
    }
    return add(now.plus(period), period, task);
  }

  private Task add(Instant at, @org.jspecify.annotations.Nullable Duration period, Runnable task) {
    var state = new State();
    queue.add(new Due(at, order++, period, task, state));
    return () -> state.cancelled = true;
  }

  @Override
  public void close() {
    queue.clear();
  }

  private static final class State {
    private boolean cancelled;
  }

  private record Due(
      Instant at,
      long order,
      @org.jspecify.annotations.Nullable Duration period,
      Runnable run,
      State state) {}
}
