package dev.mainstay.store.internal;

import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.kernel.Journal.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells subscribers what was committed, in order. Each has a thread and a place in the journal of
 * its own, so that a slow one holds up neither commits nor other subscribers. The newest entries
 * are kept at hand; whoever falls behind them reads the table, so nothing queues up.
 */
public final class Subscriptions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

  /** Entries kept at hand. */
  static final int RECENT = 1_024;

  /** Subscribers at one time; features have one each. */
  static final int LIMIT = 64;

  private static final int PAGE = 256;

  private final Reader reader;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final ArrayDeque<Entry> recent = new ArrayDeque<>();
  private long last;
  private long count;
  private volatile boolean closed;

  /** Reads the journal's table. */
  @FunctionalInterface
  public interface Reader {
    List<Entry> after(long after, int limit);
  }

  /**
   * @param last the sequence of the newest entry
   */
  public Subscriptions(long last, Reader reader) {
    this.last = last;
    this.reader = reader;
  }

  /** The sequence of the newest committed entry. */
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  /** Notes entries that were just committed. */
  public void committed(List<Entry> entries) {
    lock.lock();
    try {
      for (Entry entry : entries) {
        if (recent.size() == RECENT) {
          recent.removeFirst();
        }
        recent.addLast(entry);
        last = entry.sequence();
      }
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Calls {@code listener} with every entry committed from now on. */
  public Subscription subscribe(Consumer<Entry> listener) {
    lock.lock();
    try {
      if (closed) {
        return () -> {};
      }
      if (subscribers.size() == LIMIT) {
        throw new IllegalStateException(
            "journal subscribers: %d (expected: at most that many)".formatted(LIMIT));
      }
      var subscriber = new Subscriber(listener, last);
      subscribers.add(subscriber);
      Thread.ofVirtual().name("mainstay-journal-" + ++count).start(subscriber);
      return subscriber;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every subscription; entries not yet told are not told any more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      subscribers.clear();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Subscriber implements Subscription, Runnable {
    private final Consumer<Entry> listener;
    private long told;
    private volatile boolean ended;

    Subscriber(Consumer<Entry> listener, long told) {
      this.listener = listener;
      this.told = told;
    }

    @Override
    public void run() {
      for (List<Entry> page = next(); page != null; page = next()) {
        for (Entry entry : page) {
          if (ended || closed) {
            return;
          }
          tell(entry);
          told = entry.sequence();
        }
      }
    }

    private void tell(Entry entry) {
      try {
        listener.accept(entry);
      } catch (RuntimeException | Error e) {
        log.error("a subscriber failed at journal entry {}", entry.sequence(), e);
      }
    }

    /** The next entries; null when the subscription ended. */
    private @Nullable List<Entry> next() {
      lock.lock();
      try {
        while (told == last && !ended && !closed) {
          news.awaitUninterruptibly();
        }
        if (ended || closed) {
          return null;
        }
        Entry oldest = recent.peekFirst();
        if (oldest != null && oldest.sequence() <= told + 1) {
          var page = new ArrayList<Entry>();
          for (Entry entry : recent) {
            if (entry.sequence() > told && page.size() < PAGE) {
              page.add(entry);
            }
          }
          return page;
        }
      } finally {
        lock.unlock();
      }
      return readPage();
    }

    /** Empty when the table cannot be read now; the next commit is the next try. */
    private List<Entry> readPage() {
      long newest = last();
      try {
        return reader.after(told, PAGE);
      } catch (RuntimeException e) {
        log.error("a subscriber waits: the journal cannot be read after entry {}", told, e);
      }
      lock.lock();
      try {
        while (last == newest && !ended && !closed) {
          news.awaitUninterruptibly();
        }
      } finally {
        lock.unlock();
      }
      return List.of();
    }

    @Override
    public void close() {
      lock.lock();
      try {
        ended = true;
        subscribers.remove(this);
        news.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
