package dev.mainstay.kernel;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link Scheduler} on one timer thread that hands each run to a virtual thread of its own. */
public final class SystemScheduler implements Scheduler {
  private static final Logger log = LoggerFactory.getLogger(SystemScheduler.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers;

  public SystemScheduler() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("mainstay-timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mainstay-task-", 0).factory());
  }

  @Override
  public Task after(Duration delay, String name, Runnable task) {
    return handle(
        timer.schedule(
            () -> start(name, task, () -> {}), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS));
  }

  @Override
  public Task every(Duration period, String name, Runnable task) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException("period: " + period + " (expected: > 0s)");
    }
    var running = new AtomicBoolean();
    return handle(
        timer.scheduleAtFixedRate(
            () -> {
              if (running.compareAndSet(false, true)) {
                start(name, task, () -> running.set(false));
              }
            },
            period.toNanos(),
            period.toNanos(),
            TimeUnit.NANOSECONDS));
  }

  private static Task handle(Future<?> future) {
    return () -> future.cancel(false);
  }

  private void start(String name, Runnable task, Runnable done) {
    try {
      workers.execute(() -> {
        try {
          task.run();
        } catch (RuntimeException | Error e) {
          log.error("task {} failed", name, e);
        } finally {
          done.run();
        }
      });
    } catch (RejectedExecutionException e) {
      done.run();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
