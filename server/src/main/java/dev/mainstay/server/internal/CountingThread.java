package dev.mainstay.server.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** One platform thread for counting, begun with the first work; work after its end is dropped. */
final class CountingThread implements Executor, AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("mainstay-counting").daemon(true).factory());

  @Override
  public void execute(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException e) {
      // it is being closed
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
