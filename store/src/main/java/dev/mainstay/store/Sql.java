package dev.mainstay.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements on one connection, each prepared once; with {@code ?} for the values, which are
 * strings, integers or longs. Every failure is a {@link StoreException}. Not thread-safe.
 */
public final class Sql implements AutoCloseable {
  private static final int PREPARED = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

  public Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes a value of the row that the result stands on. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes something; returns how many rows it changed. */
  public int update(String sql, Object... values) {
    try {
      return prepare(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw failed("not stored", e);
    }
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, Mapper<T> mapper, Object... values) {
    try (ResultSet rows = prepare(sql, values).executeQuery()) {
      var list = new ArrayList<T>();
      while (rows.next()) {
        list.add(mapper.map(rows));
      }
      return list;
    } catch (SQLException e) {
      throw failed("not read", e);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String sql, Mapper<T> mapper, Object... values) {
    return list(sql, mapper, values).stream().findFirst();
  }

  /** The first column of the first row as a number; 0 when there is no row. */
  public long number(String sql, Object... values) {
    return first(sql, row -> row.getLong(1), values).orElse(0L);
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
      forgetEldest();
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private void forgetEldest() throws SQLException {
    if (prepared.size() > PREPARED) {
      var eldest = prepared.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
  }

  private static StoreException failed(String what, SQLException e) {
    return new StoreException(what + ": " + e.getMessage(), e);
  }

  /** Closes the statements, not the connection. */
  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      prepared.clear();
    } catch (SQLException e) {
      throw failed("statements not closed", e);
    }
  }
}
