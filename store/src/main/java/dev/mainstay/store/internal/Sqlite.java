package dev.mainstay.store.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * All that is particular to SQLite; every other statement in this module is the same on PostgreSQL.
 */
public final class Sqlite {
  private static final int BUSY_MILLIS = 5_000;
  private static final int READERS = 4;
  private static final int WAL_BYTES_KEPT = 64 << 20;

  private static final String UNPACK_TO = "org.sqlite.tmpdir";

  private Sqlite() {}

  /**
   * The connection that writes: each commit is on disk when it returns (WAL, {@code
   * synchronous=FULL}).
   *
   * @param scratch where the driver may unpack files for as long as the process lives
   */
  public static Connection writer(Path file, Path scratch) throws SQLException {
    // The driver unpacks its native library, and after a kill it would lie in /tmp for ever.
    if (System.getProperty(UNPACK_TO) == null) {
      System.setProperty(UNPACK_TO, scratch.toString());
    }
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setJournalSizeLimit(WAL_BYTES_KEPT);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return source(file, config).getConnection();
  }

  /** At most four connections that only read; who finds none free waits five seconds. */
  public static HikariDataSource readers(Path file) {
    var pool = new HikariConfig();
    pool.setDataSource(source(file, config()));
    pool.setConnectionInitSql("pragma query_only = true");
    pool.setPoolName("mainstay-read");
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(BUSY_MILLIS);
    return new HikariDataSource(pool);
  }

  /** Notes the schema's version in the file's header, where {@link DataFolder} looks first. */
  static void stamp(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma application_id = " + DataFolder.APPLICATION_ID);
      statement.execute("pragma user_version = " + version);
    }
  }

  /** Moves what was committed from the log into the file itself. */
  static void checkpoint(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(truncate)");
    }
  }

  /** Whether the file is not a database, or not a sound one. */
  public static boolean isCorruption(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (primary(sqlite) == SQLiteErrorCode.SQLITE_CORRUPT.code
            || primary(sqlite) == SQLiteErrorCode.SQLITE_NOTADB.code);
  }

  private static int primary(SQLiteException e) {
    return e.getResultCode().code & 0xff;
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }

  private static SQLiteDataSource source(Path file, SQLiteConfig config) {
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
