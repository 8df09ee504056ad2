package dev.mainstay.store.internal;

import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * Brings a database's schema up to this release, step by step, all of it in one transaction. A step
 * that was published is never edited: its checksum is kept and compared.
 */
public final class Migrations {
  /** In order; the version of a step is its place in the list, from 1. */
  public static final List<String> STEPS =
      List.of("V1__journal_and_state.sql", "V2__objectives_from_samples.sql");

  private static final String HISTORY =
      "create table if not exists schema_history (version integer not null primary key,"
          + " step text not null, checksum text not null, applied_at bigint not null)";

  private Migrations() {}

  /**
   * Applies what is missing.
   *
   * @param connection with automatic commit off
   * @throws ProblemException when the schema is newer, or a step applied earlier differs; then
   *     nothing was changed
   */
  public static void apply(Connection connection, Path folder, Instant now) throws SQLException {
    int found = check(connection, folder);
    if (found == STEPS.size()) {
      connection.commit();
      return;
    }
    try (Statement statement = connection.createStatement();
        PreparedStatement insert =
            connection.prepareStatement("insert into schema_history values (?, ?, ?, ?)")) {
      for (int version = found + 1; version <= STEPS.size(); version++) {
        String step = STEPS.get(version - 1);
        String sql = read(step);
        for (String part : sql.split(";\\s*\\R", -1)) {
          if (!part.isBlank()) {
            statement.execute(part);
          }
        }
        insert.setInt(1, version);
        insert.setString(2, step);
        insert.setString(3, Chain.sha256(sql));
        insert.setLong(4, Instants.nanos(now));
        insert.executeUpdate();
      }
    }
    Sqlite.stamp(connection, STEPS.size());
    connection.commit();
    connection.setAutoCommit(true);
    Sqlite.checkpoint(connection);
    connection.setAutoCommit(false);
  }

  private static int check(Connection connection, Path folder) throws SQLException {
    int found = 0;
    try (Statement statement = connection.createStatement()) {
      statement.execute(HISTORY);
      try (ResultSet rows =
          statement.executeQuery(
              "select version, step, checksum from schema_history order by version")) {
        while (rows.next()) {
          found = rows.getInt(1);
          if (found <= STEPS.size()
              && !rows.getString(3).equals(Chain.sha256(read(STEPS.get(found - 1))))) {
            connection.rollback();
            throw Problems.rewritten(folder, rows.getString(2));
          }
        }
      }
    }
    if (found > STEPS.size()) {
      connection.rollback();
      throw Problems.newer(folder, found, STEPS.size());
    }
    return found;
  }

  private static String read(String step) {
    try (InputStream in =
        Migrations.class.getResourceAsStream("/dev/mainstay/store/migrations/" + step)) {
      if (in == null) {
        throw new IllegalStateException("no migration " + step);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
