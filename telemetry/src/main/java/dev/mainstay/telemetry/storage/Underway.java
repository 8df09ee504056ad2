package dev.mainstay.telemetry.storage;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many batches have begun and not ended yet. They begin in turns, so that who waits for all
 * there are now need not wait for those that begin meanwhile, but after a wait that took too long.
 * Thread-safe.
 */
final class Underway {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  // Of this turn and of the one before.
  private final int[] open = new int[2];
  private int turn;

  /** Begins one; gives the turn, for its end. */
  int begin() {
    lock.lock();
    try {
      open[turn]++;
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** Ends one that began in a turn. */
  void end(int begunIn) {
    lock.lock();
    try {
      open[begunIn]--;
      if (open[begunIn] == 0) {
        ended.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all have ended that have begun so far.
   *
   * @param most to wait
   * @return false if it takes longer, or the thread was interrupted
   */
  boolean awaitEnded(Duration most) {
    lock.lock();
    try {
      int present = turn;
      long left = awaitNone(1 - present, most.toNanos());
      if (left <= 0) {
        return false;
      }
      if (turn == present) {
        turn = 1 - present;
      }
      return awaitNone(present, left) > 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the nanoseconds that are left, none or fewer when there are some still. */
  private long awaitNone(int of, long nanos) throws InterruptedException {
    long left = nanos;
    while (open[of] > 0 && left > 0) {
      left = ended.awaitNanos(left);
    }
    return open[of] > 0 ? 0 : Math.max(1, left);
  }
}
