package dev.mainstay.response;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Journal;
import dev.mainstay.kernel.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The engine: turns alerts into incidents, pages people, and remembers who did what. */
public final class Incidents implements AutoCloseable {

  /**
   * @param consoleUrl start of the links in pages, without a slash at its end, or null
   */
  public Incidents(
      IncidentStore store,
      Journal journal,
      Budgets budgets,
      Map<Address.Kind, Channel> channels,
      @Nullable String consoleUrl,
      Clock clock,
      Scheduler scheduler) {}

  /** Takes a plan live; open incidents keep their deadlines. */
  public void apply(ResponsePlan plan) {}

  /** Restores what was saved and catches up with the journal before it returns. Idempotent. */
  public void start() {}

  /** Stops; what is pending goes on at the next start. Idempotent. */
  @Override
  public void close() {}

  public List<Incident> open() {
    return List.of();
  }

  public List<Incident> recent(int limit) {
    return List.of();
  }

  public Optional<Incident> get(String id) {
    return Optional.empty();
  }

  public List<Page> pages(String id) {
    return List.of();
  }

  public Incident acknowledge(String id, String by) {
    throw new UnsupportedOperationException();
  }

  public Incident mitigate(String id, String by, String note) {
    throw new UnsupportedOperationException();
  }

  public Incident note(String id, String by, String text) {
    throw new UnsupportedOperationException();
  }

  public Incident resolve(String id, String by, String note) {
    throw new UnsupportedOperationException();
  }

  /** The service's journal entries from 15 minutes before it to its end, oldest first. */
  public List<Journal.Entry> timeline(String id) {
    return List.of();
  }

  /** A draft in Markdown, every line of its timeline citing its journal entry. */
  public String postMortem(String id) {
    throw new UnsupportedOperationException();
  }
}
