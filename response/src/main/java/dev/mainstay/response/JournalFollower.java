package dev.mainstay.response;

import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every journal entry to a handler, in order, one at a time, none left out. The journal's
 * subscription only wakes it: it reads from its own cursor on a thread of its own, because a
 * handler commits to the same journal. An entry whose handler throws is tried again after a second;
 * nothing behind it is handled before. Thread-safe.
 */
final class JournalFollower {
  private static final Logger log = LoggerFactory.getLogger(JournalFollower.class);
  private static final int BATCH = 200;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

  private final Journal journal;
  private final Scheduler scheduler;
  private final Consumer<Journal.Entry> handler;
  private final AtomicBoolean woken = new AtomicBoolean();
  private long cursor;
  private Journal.@Nullable Subscription subscription;
  private volatile boolean running;

  JournalFollower(Journal journal, Scheduler scheduler, Consumer<Journal.Entry> handler) {
    this.journal = journal;
    this.scheduler = scheduler;
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
      for (Journal.Entry entry : entries) {
        handler.accept(entry);
        cursor = entry.sequence();
      }
    } while (!entries.isEmpty());
  }
}
