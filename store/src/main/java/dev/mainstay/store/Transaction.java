package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import java.util.List;

/** One all-or-nothing change, while it is being made on the writer's thread. */
public interface Transaction {
  /** Statements within this transaction; not to be used after it. */
  Sql sql();

  /** Appends {@code events} to the journal, in this order. */
  void append(List<Event> events);

  /** What a caller wants done in one transaction: short, and without waiting for anything else. */
  @FunctionalInterface
  interface Work<T> {
    T run(Transaction transaction);
  }
}
