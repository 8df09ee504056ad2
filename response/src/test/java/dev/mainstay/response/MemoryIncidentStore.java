package dev.mainstay.response;

import dev.mainstay.testkit.MemoryJournal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outlives the engine, as a database does; its saves fail on demand. */
final class MemoryIncidentStore implements IncidentStore {
  private final MemoryJournal journal;
  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final Map<String, Page> pages = new LinkedHashMap<>();
  private long cursor;
  int failures;
  int saves;
  boolean down;

  MemoryIncidentStore(MemoryJournal journal) {
    this.journal = journal;
  }

  @Override
  public void save(IncidentChange change) {
    if (down || failures > 0) {
      failures--;
      throw new IllegalStateException("the disk is full");
    }
    saves++;
    if (change.incident() != null) {
      incidents.put(change.incident().id(), change.incident());
    }
    change.pages().forEach(page -> pages.put(page.deliveryId(), page));
    cursor = change.cursor();
    journal.append(change.events());
  }

  @Override
  public long cursor() {
    return cursor;
  }

  @Override
  public long lastNumber() {
    return incidents.size();
  }

  @Override
  public List<Incident> open() {
    return incidents.values().stream().filter(Incident::isOpen).toList();
  }

  @Override
  public List<Incident> recent(int limit) {
    var newest = new ArrayList<>(incidents.values());
    Collections.reverse(newest);
    return newest.stream().limit(limit).toList();
  }

  @Override
  public Optional<Incident> get(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  @Override
  public List<Page> pendingPages() {
    return pages.values().stream().filter(page -> page.state() == Page.State.PENDING).toList();
  }

  @Override
  public List<Page> pagesOf(String incident) {
    return pages.values().stream()
        .filter(page -> page.incident().equals(incident))
        .sorted(Comparator.comparingInt(Page::number))
        .toList();
  }
}
