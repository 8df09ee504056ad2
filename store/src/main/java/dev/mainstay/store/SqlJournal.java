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
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
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

  SqlJournal(Database database, Subscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  @Override
  public List<Entry> after(long after, int limit) {
    return rows(after, limit).stream().map(Row::entry).toList();
  }

  private List<Row> rows(long after, int limit) {
    return database.read(handle -> rows(handle, after, limit));
  }

  private static List<Row> rows(Handle handle, long after, int limit) {
    return list(
        handle
            .createQuery(COLUMNS + "where sequence > :after order by sequence limit :limit")
            .bind("after", after),
        limit);
  }

  static List<Entry> after(Jdbi jdbi, long after, int limit) {
    return jdbi.withHandle(handle -> rows(handle, after, limit)).stream().map(Row::entry).toList();
  }

  @Override
  public List<Entry> ofService(String service, Instant from, Instant to, int limit) {
    return database
        .read(handle ->
            list(
                handle
                    .createQuery(
                        COLUMNS
                            + "where service = :service and at between :from and :to"
                            + " order by sequence desc limit :limit")
                    .bind("service", service)
                    .bind("from", Instants.nanos(from))
                    .bind("to", Instants.nanos(to)),
                limit))
        .reversed()
        .stream()
        .map(Row::entry)
        .toList();
  }

  @Override
  public List<Entry> ofSubject(String subject, int limit) {
    return database
        .read(handle ->
            list(
                handle
                    .createQuery(
                        COLUMNS + "where subject = :subject order by sequence limit :limit")
                    .bind("subject", subject),
                limit))
        .stream()
        .map(Row::entry)
        .toList();
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

  private static List<Row> list(Query query, int limit) {
    return query.bind("limit", limit).map(SqlJournal::row).list();
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
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
