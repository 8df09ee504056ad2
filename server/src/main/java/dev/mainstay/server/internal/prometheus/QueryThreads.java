package dev.mainstay.server.internal.prometheus;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that compute queries: one per processor, at least two, so that a long query does not
 * hold up all. Up to {@value #WAITING} more wait; beyond, work is refused.
 */
public final class QueryThreads implements Executor, AutoCloseable {
  private static final int WAITING = 200;

  /** Deeply nested expressions are evaluated by recursion. */
  private static final long STACK_BYTES = 16 << 20;

  private final ThreadPoolExecutor threads;

  public QueryThreads() {
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              var thread = new Thread(null, work, "mainstay-query", STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
