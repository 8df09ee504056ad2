package dev.mainstay.kernel;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one append-only record of what happened. Features append by saving through their own store
 * ports, which commit state and events together; this is the reading side.
 */
public interface Journal {
  /** Entries with a sequence above {@code after}, oldest first, at most {@code limit}. */
  List<Entry> after(long after, int limit);

  /** The latest entries of one service within a time range, oldest first, at most {@code limit}. */
  List<Entry> ofService(String service, Instant from, Instant to, int limit);

  /** Every entry whose subject is {@code subject}, oldest first, at most {@code limit}. */
  List<Entry> ofSubject(String subject, int limit);

  /** The sequence of the newest entry; 0 when the journal is empty. */
  long last();

  /**
   * Calls {@code listener} with every entry committed from now on, in order, one at a time, after
   * its commit. A listener that needs all entries across restarts keeps a cursor and catches up by
   * {@link #after}.
   */
  Subscription subscribe(Consumer<Entry> listener);

  /** Ends a subscription; idempotent. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A committed event.
   *
   * @param sequence from 1, without gaps
   * @param at when it was appended
   * @param hash SHA-256 in hex over the previous entry's hash and this entry's content
   */
  record Entry(long sequence, Instant at, Event event, String hash) {}
}
