package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import dev.mainstay.store.internal.Chain;
import dev.mainstay.store.internal.Instants;
import dev.mainstay.store.internal.Subscriptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;

/**
 * The journal in the database. Safe for use by many threads. Each subscriber is called on a virtual
 * thread of its own; an exception from it is logged, and the next entry follows.
 */
public final class SqlJournal implements Journal {
  private static final String COLUMNS =
      "select sequence, at, type, version, service, subject, summary, data, hash from journal ";
  private static final TypeReference<Map<String, String>> DATA = new TypeReference<>() {};
  private static final int PAGE = 1_000;

  private final Database database;
  private final Subscriptions subscriptions;

  SqlJournal(Database database) {
    this.database = database;
    subscriptions =
        new Subscriptions(
            database.read(sql -> sql.number("select coalesce(max(sequence), 0) from journal")),
            this::after);
  }

  /** Where the writer tells of what it committed, and what ends with the database. */
  Subscriptions subscriptions() {
    return subscriptions;
  }

  @Override
  public List<Entry> after(long after, int limit) {
    return entries(rows(after, limit));
  }

  private List<Row> rows(long after, int limit) {
    return select("where sequence > ? order by sequence limit ?", after, limit);
  }

  @Override
  public List<Entry> ofService(String service, Instant from, Instant to, int limit) {
    return entries(
        select(
                "where service = ? and at between ? and ? order by sequence desc limit ?",
                service,
                Instants.nanos(from),
                Instants.nanos(to),
                limit)
            .reversed());
  }

  @Override
  public List<Entry> ofSubject(String subject, int limit) {
    return entries(select("where subject = ? order by sequence limit ?", subject, limit));
  }

  @Override
  public long last() {
    return subscriptions.last();
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    return subscriptions.subscribe(listener);
  }

  /** Appends events that no state belongs to, and returns when they are durable. */
  public void append(List<Event> events) {
    database.change().append(events).commit();
  }

  /** Walks the whole chain. Reads in pages: takes about a second for 100,000 entries. */
  public Verification verify() {
    String hash = Chain.GENESIS;
    long sequence = 0;
    while (true) {
      List<Row> page = rows(sequence, PAGE);
      if (page.isEmpty()) {
        return new Verification.Intact(sequence, hash);
      }
      for (Row row : page) {
        if (row.content.sequence() != sequence + 1) {
          return new Verification.Broken(
              sequence + 1, "missing: the next entry is %d".formatted(row.content.sequence()));
        }
        sequence++;
        hash = row.content.hash(hash);
        if (!hash.equals(row.hash)) {
          return new Verification.Broken(
              sequence, "hash %s (expected: %s)".formatted(row.hash, hash));
        }
      }
    }
  }

  private List<Row> select(String rest, Object... values) {
    return database.read(sql -> sql.list(COLUMNS + rest, SqlJournal::row, values));
  }

  private static List<Entry> entries(List<Row> rows) {
    return rows.stream().map(Row::entry).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new Chain.Content(
            row.getLong(1),
            Instants.ofNanos(row.getLong(2)),
            row.getString(3),
            row.getInt(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8)),
        row.getString(9));
  }

  private record Row(Chain.Content content, String hash) {
    Entry entry() {
      var event =
          new Event(
              content.type(),
              content.version(),
              content.service(),
              content.subject(),
              content.summary(),
              Json.read(content.data(), DATA));
      return new Entry(content.sequence(), content.at(), event, hash);
    }
  }
}
