package dev.mainstay.testkit;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.Event;
import dev.mainstay.kernel.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A journal in memory; {@link #append} commits and tells the subscribers on the calling thread. */
public final class MemoryJournal implements Journal {
  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();

  public MemoryJournal(Clock clock) {
    this.clock = clock;
  }

  public void append(List<Event> events) {
    for (Event event : events) {
      Entry entry;
      synchronized (entries) {
        entry = new Entry(entries.size() + 1L, clock.now(), event, "");
        entries.add(entry);
      }
      listeners.forEach(listener -> listener.accept(entry));
    }
  }

  /** All events so far, oldest first. */
  public List<Event> events() {
    synchronized (entries) {
      return entries.stream().map(Entry::event).toList();
    }
  }

  @Override
  public List<Entry> after(long after, int limit) {
    return select(e -> e.sequence() > after).stream().limit(limit).toList();
  }

  @Override
  public List<Entry> ofService(String service, Instant from, Instant to, int limit) {
    var found =
        select(e ->
            e.event().service().equals(service) && !e.at().isBefore(from) && !e.at().isAfter(to));
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  @Override
  public List<Entry> ofSubject(String subject, int limit) {
    return select(e -> e.event().subject().equals(subject)).stream().limit(limit).toList();
  }

  @Override
  public long last() {
    synchronized (entries) {
      return entries.size();
    }
  }

  @Override
  public Subscription subscribe(Consumer<Entry> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private List<Entry> select(Predicate<Entry> predicate) {
    synchronized (entries) {
      return entries.stream().filter(predicate).toList();
    }
  }
}
