package dev.mainstay.store.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.store.Sql;
import dev.mainstay.store.StoreException;
import dev.mainstay.store.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes. It takes all transactions that wait, up to a limit, runs each within a
 * savepoint of its own, and makes them durable by one commit, since it is the commit's wait for the
 * disk that costs: under load many transactions share it, and a lone one does not wait for others.
 *
 * <p>A transaction that throws is rolled back alone. When the commit itself fails, none of the
 * batch is stored and every caller hears so.
 */
public final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** Transactions of one commit. */
  static final int BATCH = 256;

  /** Transactions that wait; whoever comes then waits for a place, and is refused in the end. */
  static final int QUEUE = 4_096;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final BlockingQueue<Pending<?>> queue;
  private final Duration patience;
  private final Connection connection;
  private final Sql sql;
  private final Appender appender;
  private final Consumer<List<Entry>> committed;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param connection the writer's, with automatic commit off; closed with this
   * @param committed hears the entries of each commit, before the callers do
   */
  public GroupCommit(Connection connection, Clock clock, Consumer<List<Entry>> committed) {
    this(connection, clock, committed, QUEUE, Duration.ofSeconds(5));
  }

  GroupCommit(
      Connection connection,
      Clock clock,
      Consumer<List<Entry>> committed,
      int capacity,
      Duration patience) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.patience = patience;
    this.connection = connection;
    this.sql = new Sql(connection);
    this.appender = new Appender(sql, clock);
    this.committed = committed;
    this.thread =
        Thread.ofPlatform().name("mainstay-store-writer").daemon(true).unstarted(this::run);
    thread.start();
  }

  /**
   * Runs {@code work} in a transaction of its own and returns when that is durable. An interrupt
   * does not end the wait, since the outcome would be unknown; it is kept.
   *
   * @throws StoreException when it could not be committed, found no place in the queue, or the
   *     store is closed; whatever {@code work} throws comes through
   */
  public <T> T write(Transaction.Work<T> work) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a transaction must not start another one and wait for it");
    }
    var pending = new Pending<T>(work);
    if (closed || !offer(pending)) {
      throw new StoreException(
          closed
              ? "the store is closed"
              : "the store is overloaded: %d transactions wait".formatted(queue.size()));
    }
    if (closed && queue.remove(pending)) {
      throw new StoreException("the store is closed");
    }
    return pending.await();
  }

  /** How many transactions wait for the writer. */
  public int waiting() {
    return queue.size();
  }

  private boolean offer(Pending<?> pending) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return queue.offer(pending, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    var batch = new ArrayList<Pending<?>>(BATCH);
    boolean stopping = false;
    while (!stopping) {
      batch.clear();
      try {
        batch.add(queue.take());
      } catch (InterruptedException e) {
        continue;
      }
      queue.drainTo(batch, BATCH - 1);
      stopping = batch.removeIf(pending -> pending.work == null);
      if (!batch.isEmpty()) {
        commit(batch);
      }
    }
    closed = true;
    while (true) {
      batch.clear();
      if (queue.drainTo(batch, BATCH) == 0) {
        return;
      }
      batch.forEach(pending -> pending.fail(new StoreException("the store is closed")));
    }
  }

  private void commit(List<Pending<?>> batch) {
    try {
      appender.begin();
      for (Pending<?> pending : batch) {
        runOne(pending);
      }
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      log.error("{} transactions could not be committed", batch.size(), e);
      rollBack();
      for (Pending<?> pending : batch) {
        pending.fail(new StoreException("the database could not commit: " + e.getMessage(), e));
      }
      return;
    }
    List<Entry> entries = appender.entries();
    if (!entries.isEmpty()) {
      committed.accept(entries);
    }
    batch.forEach(Pending::finish);
  }

  private void runOne(Pending<?> pending) throws SQLException {
    int mark = appender.mark();
    Savepoint savepoint = connection.setSavepoint();
    try {
      pending.run(new Writing());
    } catch (RuntimeException | Error e) {
      // When the database ended the whole transaction by itself (a full disk does that), there is
      // no savepoint any more; this throws, and the batch fails as one.
      connection.rollback(savepoint);
      appender.reset(mark);
      pending.failure = e;
    }
    connection.releaseSavepoint(savepoint);
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      log.warn("nothing to roll back: {}", e.getMessage());
    }
  }

  /** Commits what waits, then ends; idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (thread.isAlive() && offer(new Pending<Void>(null))) {
      try {
        if (!thread.join(CLOSE_WAIT)) {
          log.error("the writer has not ended within {}", CLOSE_WAIT);
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    closed = true;
    try (connection) {
      sql.close();
    } catch (SQLException e) {
      log.warn("closing the writer's connection: {}", e.getMessage());
    }
  }

  private final class Writing implements Transaction {
    @Override
    public Sql sql() {
      return sql;
    }

    @Override
    public void append(List<Event> events) {
      appender.append(events);
    }
  }

  /** A transaction and whoever waits for it; without work, the sign to stop. */
  private static final class Pending<T> {
    private final Transaction.@Nullable Work<T> work;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Pending(Transaction.@Nullable Work<T> work) {
      this.work = work;
    }

    void run(Transaction transaction) {
      if (work != null) {
        result = work.run(transaction);
      }
    }

    void finish() {
      if (failure != null) {
        done.completeExceptionally(failure);
      } else {
        done.complete(true);
      }
    }

    void fail(Throwable e) {
      done.completeExceptionally(failure != null ? failure : e);
    }

    T await() {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            done.get();
            return Objects.requireNonNull(result);
          } catch (InterruptedException e) {
            interrupted = true;
          } catch (java.util.concurrent.ExecutionException e) {
            throw rethrow(e.getCause());
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /** The caller's own exception, with the caller's stack noted. */
    private static RuntimeException rethrow(@Nullable Throwable cause) {
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof RuntimeException e) {
        e.addSuppressed(new StoreException("waited for here"));
        return e;
      }
      return new StoreException("transaction failed", cause);
    }
  }
}
