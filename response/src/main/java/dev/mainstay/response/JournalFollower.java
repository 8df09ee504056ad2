package dev.mainstay.response;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every journal entry to a handler, in order, none left out: one at a time, or those together
 * that belong together and follow each other. The journal's subscription only wakes it: it reads
 * from its own cursor on a thread of its own, because a handler commits to the same journal.
 * Entries whose handler throws are tried again after a second; nothing behind them is handled
 * before. Thread-safe.
 */
final class JournalFollower {
  private static final Logger log = LoggerFactory.getLogger(JournalFollower.class);
  private static final int BATCH = 200;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Journal journal;
  private final Scheduler scheduler;
  private final BiPredicate<Event, Event> together;
  private final Consumer<List<Journal.Entry>> handler;
  private final AtomicBoolean woken = new AtomicBoolean();
  private long cursor;
  private Journal.@Nullable Subscription subscription;
  private volatile boolean running;

  /**
   * @param together whether the second of two successive events is handled with the first
   * @param handler of one entry or more
   */
  JournalFollower(
      Journal journal,
      Scheduler scheduler,
      BiPredicate<Event, Event> together,
      Consumer<List<Journal.Entry>> handler) {
    this.journal = journal;
    this.scheduler = scheduler;
    this.together = together;
    this.handler = handler;
  }

  /** Handles all that is behind {@code cursor}, then follows. */
  synchronized void start(long cursor) {
    if (running) {
      return;
    }
    this.cursor = cursor;
    running = true;
    subscription = journal.subscribe(entry -> wake(Duration.ZERO));
    drain();
  }

  void close() {
    running = false;
    synchronized (this) {
      if (subscription != null) {
        subscription.close();
        subscription = null;
      }
    }
  }

  private void wake(Duration delay) {
    if (running && woken.compareAndSet(false, true)) {
      scheduler.after(delay, "journal follower", this::follow);
    }
  }

  private void follow() {
    woken.set(false);
    try {
      drain();
    } catch (RuntimeException e) {
      log.error("journal entry behind {} could not be handled; trying again", cursor, e);
      wake(TRY_AGAIN);
    }
  }

  private synchronized void drain() {
    List<Journal.Entry> entries;
    do {
      entries = running ? journal.after(cursor, BATCH) : List.of();
      int from = 0;
      while (from < entries.size()) {
        int to = from + 1;
        while (to < entries.size()
            && together.test(entries.get(to - 1).event(), entries.get(to).event())) {
          to++;
        }
        handler.accept(entries.subList(from, to));
        cursor = entries.get(to - 1).sequence();
        from = to;
      }
    } while (!entries.isEmpty());
  }
}
