package dev.mainstay.toolkit.internal;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A limit on calls at the same time. Never waits. The limit may change at any time; a lower one
 * refuses new calls until enough of the running ones have ended.
 */
public final class Bulkhead {
  private final AtomicInteger running = new AtomicInteger();
  private volatile int limit;

  public Bulkhead(int limit) {
    this.limit = limit;
  }

  public boolean tryAcquire() {
    while (true) {
      int now = running.get();
      if (now >= limit) {
        return false;
      }
      if (running.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  public void release() {
    running.decrementAndGet();
  }

  public int running() {
    return running.get();
  }

  public void limit(int changed) {
    limit = changed;
  }
}
