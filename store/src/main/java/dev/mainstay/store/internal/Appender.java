package dev.mainstay.store.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the journal's rows within the writer's transaction. It reads the chain's end anew for each
 * batch, so that nothing it remembers can differ from what was committed. Writer's thread only.
 */
final class Appender implements AutoCloseable {
  private final Clock clock;
  private final PreparedStatement insert;
  private final PreparedStatement end;
  private final List<Entry> appended = new ArrayList<>();
  private long sequence;
  private String hash = Chain.GENESIS;

  Appender(Connection connection, Clock clock) throws SQLException {
    this.clock = clock;
    insert = connection.prepareStatement("insert into journal values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    end =
        connection.prepareStatement(
            "select sequence, hash from journal order by sequence desc limit 1");
  }

  /** Starts a batch. */
  void begin() throws SQLException {
    appended.clear();
    sequence = 0;
    hash = Chain.GENESIS;
    try (ResultSet row = end.executeQuery()) {
      if (row.next()) {
        sequence = row.getLong(1);
        hash = row.getString(2);
      }
    }
  }

  /** How many entries this batch has so far, to come back to. */
  int mark() {
    return appended.size();
  }

  /** Forgets the entries behind {@code mark}, whose rows were rolled back. */
  void reset(int mark) throws SQLException {
    if (mark == appended.size()) {
      return;
    }
    List<Entry> kept = List.copyOf(appended.subList(0, mark));
    if (kept.isEmpty()) {
      begin();
      return;
    }
    appended.clear();
    appended.addAll(kept);
    sequence = kept.getLast().sequence();
    hash = kept.getLast().hash();
  }

  void append(List<Event> events) throws SQLException {
    for (Event given : events) {
      Event event = Chain.storable(given);
      Instant at = Instants.ofNanos(Instants.nanos(clock.now()));
      var content = Chain.Content.of(sequence + 1, at, event);
      String next = content.hash(hash);
      insert.setLong(1, sequence + 1);
      insert.setLong(2, Instants.nanos(at));
      insert.setString(3, event.type());
      insert.setInt(4, event.version());
      insert.setString(5, event.service());
      insert.setString(6, event.subject());
      insert.setString(7, event.summary());
      insert.setString(8, content.data());
      insert.setString(9, next);
      insert.executeUpdate();
      sequence++;
      hash = next;
      appended.add(new Entry(sequence, at, event, next));
    }
  }

  /** What this batch appended, in order. */
  List<Entry> entries() {
    return List.copyOf(appended);
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    end.close();
  }
}
