package dev.mainstay.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.store.internal.DataFolder;
import dev.mainstay.store.internal.GroupCommit;
import dev.mainstay.store.internal.Migrations;
import dev.mainstay.store.internal.Problems;
import dev.mainstay.store.internal.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server's database, {@code mainstay.db} in its data folder. One thread writes and commits many
 * transactions at once; a few connections read beside it. Safe for use by many threads.
 */
public final class Database implements AutoCloseable {
  private final DataFolder folder;
  private final Clock clock;
  private final HikariDataSource pool;
  private final GroupCommit writer;
  private final SqlJournal journal;

  private Database(DataFolder folder, Connection connection, HikariDataSource pool, Clock clock) {
    this.folder = folder;
    this.clock = clock;
    this.pool = pool;
    journal = new SqlJournal(this);
    writer = new GroupCommit(connection, clock, journal.subscriptions()::committed);
  }

  /**
   * Opens the database in {@code folder}, making both when they are missing, and brings its schema
   * up to this release. The folder then belongs to this process until {@link #close}.
   *
   * @throws ProblemException when the folder is of a newer release (MS-S001), the database is
   *     unreadable (MS-S002), the folder cannot be written (MS-S003), is in use (MS-S004), or its
   *     schema has another history (MS-S005); then it is as it was
   */
  public static Database open(Path folder, Clock clock) {
    DataFolder claimed = DataFolder.claim(folder, Migrations.STEPS.size());
    Connection connection = null;
    HikariDataSource pool = null;
    Database opened = null;
    try {
      connection = Sqlite.writer(claimed.database(), claimed.scratch());
      connection.setAutoCommit(false);
      Migrations.apply(connection, claimed.folder(), clock.now());
      pool = Sqlite.readers(claimed.database());
      opened = new Database(claimed, connection, pool, clock);
      return opened;
    } catch (SQLException e) {
      throw problem(claimed, e);
    } catch (StoreException e) {
      throw e.getCause() instanceof SQLException sql ? problem(claimed, sql) : e;
    } finally {
      if (opened == null) {
        closeQuietly(pool);
        closeQuietly(connection);
        claimed.close();
      }
    }
  }

  private static ProblemException problem(DataFolder folder, SQLException e) {
    String found = String.valueOf(e.getMessage());
    return Sqlite.isCorruption(e)
        ? Problems.unreadable(folder.database(), found)
        : Problems.notWritable(folder.folder(), found);
  }

  /** The journal. */
  public SqlJournal journal() {
    return journal;
  }

  /**
   * Runs {@code work} on the writer's thread in a transaction of its own, and returns when that is
   * durable. What {@code work} throws rolls it back alone and comes through.
   *
   * @throws StoreException when it could not be stored
   */
  public <T> T write(Transaction.Work<T> work) {
    return writer.write(work);
  }

  /**
   * Runs {@code query} on a connection that cannot write.
   *
   * @throws StoreException when the database cannot be read
   */
  public <T> T read(Function<Sql, T> query) {
    try (Connection connection = pool.getConnection();
        Sql sql = new Sql(connection)) {
      return query.apply(sql);
    } catch (SQLException e) {
      throw new StoreException("not read: " + e.getMessage(), e);
    }
  }

  /** Starts to put together what is to be stored at once. */
  Change change() {
    return new Change(this);
  }

  /** The counter's value; 0 before it is set. */
  long counter(String name) {
    return read(sql -> sql.number("select value from counter where name = ?", name));
  }

  Clock clock() {
    return clock;
  }

  /** Commits what waits, ends the subscriptions, and lets go of the folder; idempotent. */
  @Override
  public void close() {
    writer.close();
    journal.subscriptions().close();
    pool.close();
    folder.close();
  }

  private static void closeQuietly(@Nullable AutoCloseable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        org.slf4j.LoggerFactory.getLogger(Database.class).warn("closing after a failed start", e);
      }
    }
  }
}
