package dev.mainstay.store.internal;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal.Entry;
import dev.mainstay.store.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the journal's rows within the writer's transaction. It reads the chain's end anew for each
 * batch, so that nothing it remembers can differ from what was committed. Writer's thread only.
 */
final class Appender {
  private final Clock clock;
  private final Sql sql;
  private final List<Entry> appended = new ArrayList<>();
  private long sequence;
  private String hash = Chain.GENESIS;

  Appender(Sql sql, Clock clock) {
    this.clock = clock;
    this.sql = sql;
  }

  /** Starts a batch. */
  void begin() {
    appended.clear();
    sequence = 0;
    hash = Chain.GENESIS;
    sql.first(
            "select sequence, hash from journal order by sequence desc limit 1",
            row -> new End(row.getLong(1), row.getString(2)))
        .ifPresent(this::goOnAfter);
  }

  private void goOnAfter(End end) {
    sequence = end.sequence;
    hash = end.hash;
  }

  /** How many entries this batch has so far, to come back to. */
  int mark() {
    return appended.size();
  }

  /** Forgets the entries behind {@code mark}, whose rows were rolled back. */
  void reset(int mark) {
    if (mark == 0) {
      begin();
      return;
    }
    appended.subList(mark, appended.size()).clear();
    Entry last = appended.getLast();
    goOnAfter(new End(last.sequence(), last.hash()));
  }

  void append(List<Event> events) {
    for (Event given : events) {
      Event event = Chain.storable(given);
      long at = Instants.nanos(clock.now());
      Instant stored = Instants.ofNanos(at);
      var content = Chain.Content.of(sequence + 1, stored, event);
      String next = content.hash(hash);
      sql.update(
          "insert into journal (sequence, at, type, version, service, subject, summary, data, hash)"
              + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          sequence + 1,
          at,
          event.type(),
          event.version(),
          event.service(),
          event.subject(),
          event.summary(),
          content.data(),
          next);
      goOnAfter(new End(sequence + 1, next));
      appended.add(new Entry(sequence, stored, event, next));
    }
  }

  /** What this batch appended, in order. */
  List<Entry> entries() {
    return List.copyOf(appended);
  }

  private record End(long sequence, String hash) {}
}
