package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's periodic work, on two threads: one that may wait for the network, one that must not
 * be late.
 */
public final class Background implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Background.class);

  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          2,
          work -> {
            Thread thread = new Thread(work, "mainstay-background");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs the work again and again; a failure is logged and does not end it. */
  public void every(Duration interval, String name, Runnable work) {
    var unused =
        threads.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                log.error("background work {} failed", name, e);
              }
            },
            0,
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
