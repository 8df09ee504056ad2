package dev.mainstay.kernel;

import java.time.Duration;

/**
 * Runs work later. Tasks may run concurrently with one another; one repeating task never overlaps
 * itself. An exception in a task is logged and does not stop its repetition.
 */
public interface Scheduler extends AutoCloseable {
  /** Runs {@code task} once, {@code delay} from now (at once when it is zero or negative). */
  Task after(Duration delay, String name, Runnable task);

  /** Runs {@code task} every {@code period} (&gt; 0), for the first time after one period. */
  Task every(Duration period, String name, Runnable task);

  /** Stops accepting work, cancels what waits, and waits a bounded time for what runs. */
  @Override
  void close();

  /** A handle on scheduled work. */
  @FunctionalInterface
  interface Task {
    /** Keeps the work from running again; what runs already is not interrupted. Idempotent. */
    void cancel();
  }
}
