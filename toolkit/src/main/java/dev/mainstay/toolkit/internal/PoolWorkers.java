package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Workers on a bounded pool of their own, without a queue. The caller never waits longer than the
 * limit, also for work that ignores its interrupt; such work keeps its thread, and its place in the
 * bulkhead, until it ends.
 */
public final class PoolWorkers implements Workers, AutoCloseable {
  private final ThreadPoolExecutor pool;

  public PoolWorkers(String name, int most) {
    AtomicInteger count = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            0,
            most,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public <T extends @Nullable Object> T run(Callable<T> work, Duration limit, Runnable ended)
      throws InterruptedException, ExecutionException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      pool.execute(() -> {
        try {
          task.run();
        } finally {
          ended.run();
        }
      });
    } catch (RejectedExecutionException e) {
      ended.run();
      throw e;
    }
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
