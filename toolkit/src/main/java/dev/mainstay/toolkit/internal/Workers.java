package dev.mainstay.toolkit.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs one attempt within a time limit. */
public interface Workers {
  /**
   * Waits for the work, no longer than the limit.
   *
   * @param ended run once, when the work has really ended or when it was never started; may be
   *     later than this call returns
   * @throws TimeoutException when the limit elapsed first; the work has been interrupted
   * @throws java.util.concurrent.RejectedExecutionException when there is no thread for it
   */
  <T extends @Nullable Object> T run(Callable<T> work, Duration limit, Runnable ended)
      throws InterruptedException, ExecutionException, TimeoutException;
}
