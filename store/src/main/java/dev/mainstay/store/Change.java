package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import dev.mainstay.store.internal.Instants;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is to be stored together: states, counters and the journal's entries. It is put together on
 * the caller's thread, documents and all, so that the writer has little left to do. Use once.
 */
final class Change {
  private static final String UPSERT =
      "insert into state (kind, id, owner, status, position, updated_at, json)"
          + " values (?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (kind, id) do update set owner = excluded.owner,"
          + " status = excluded.status, position = excluded.position,"
          + " updated_at = excluded.updated_at, json = excluded.json";

  private final Database database;
  private final List<Consumer<Transaction>> steps = new ArrayList<>();

  Change(Database database) {
    this.database = database;
  }

  /** Inserts it, or replaces the one with the same id. */
  <T> Change put(Documents<T> documents, T thing) {
    Kind<T> kind = documents.kind();
    return update(
        UPSERT,
        kind.name(),
        kind.id().apply(thing),
        kind.owner().apply(thing),
        kind.status().apply(thing),
        kind.position().applyAsLong(thing),
        Instants.nanos(database.clock().now()),
        Json.write(thing));
  }

  /** Removes it; one that is absent is no error. */
  Change remove(Documents<?> documents, String id) {
    return update("delete from state where kind = ? and id = ?", documents.kind().name(), id);
  }

  /** Removes all that belong to {@code owner}. */
  Change removeAll(Documents<?> documents, String owner) {
    return update("delete from state where kind = ? and owner = ?", documents.kind().name(), owner);
  }

  /** Sets a counter. */
  Change counter(String name, long value) {
    return counter(name, value, "excluded.value");
  }

  /** Sets a counter unless it is higher already. */
  Change counterAtLeast(String name, long value) {
    return counter(
        name,
        value,
        "case when counter.value > excluded.value then counter.value else excluded.value end");
  }

  private Change counter(String name, long value, String update) {
    return update(
        "insert into counter (name, value) values (?, ?) on conflict (name) do update set value = "
            + update,
        name,
        value);
  }

  private Change update(String sql, Object... values) {
    steps.add(transaction -> transaction.sql().update(sql, values));
    return this;
  }

  /** Appends to the journal, behind what this change appends already. */
  Change append(List<Event> events) {
    List<Event> copy = List.copyOf(events);
    steps.add(transaction -> transaction.append(copy));
    return this;
  }

  /** Stores all of it in one transaction, and returns when that is durable. */
  void commit() {
    database.write(transaction -> {
      steps.forEach(step -> step.accept(transaction));
      return true;
    });
  }
}
