package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** One all-or-nothing change, while it is being made on the writer's thread. */
public interface Transaction {
  /** The writer's connection. Never commit, roll back or keep it. */
  Handle handle();

  /** Appends {@code events} to the journal, in this order. */
  void append(List<Event> events);

  /** What a caller wants done in one transaction: short, and without waiting for anything else. */
  @FunctionalInterface
  interface Work<T> {
    T run(Transaction transaction);
  }
}
