package dev.mainstay.store;

import dev.mainstay.response.Incident;
import dev.mainstay.response.IncidentChange;
import dev.mainstay.response.IncidentStore;
import dev.mainstay.response.Page;
import dev.mainstay.store.Documents.Selection;
import dev.mainstay.store.internal.Instants;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Incidents and their pages in the database. */
public final class SqlIncidentStore implements IncidentStore {
  private static final String CURSOR = "cursor/response";
  private static final String LAST_NUMBER = "last/incident";
  private static final int PAGES_OF_ONE = 1_000;

  private final Database database;
  private final Documents<Incident> incidents;
  private final Documents<Page> pages;

  public SqlIncidentStore(Database database) {
    this.database = database;
    incidents =
        new Documents<>(
            database,
            new Kind<>(
                "incident",
                Incident.class,
                Incident::id,
                Incident::service,
                incident -> incident.isOpen() ? "open" : "resolved",
                incident -> number(incident.id())));
    pages =
        new Documents<>(
            database,
            new Kind<>(
                "page",
                Page.class,
                Page::deliveryId,
                Page::incident,
                page -> page.state().name(),
                page -> Instants.nanos(page.message().at())));
  }

  @Override
  public void save(IncidentChange changed) {
    Change change = database.change();
    Incident incident = changed.incident();
    if (incident != null) {
      change.put(incidents, incident).counterAtLeast(LAST_NUMBER, number(incident.id()));
    }
    changed.pages().forEach(page -> change.put(pages, page));
    change.counter(CURSOR, changed.cursor()).append(changed.events()).commit();
  }

  @Override
  public long cursor() {
    return database.counter(CURSOR);
  }

  @Override
  public long lastNumber() {
    return database.counter(LAST_NUMBER);
  }

  @Override
  public List<Incident> open() {
    return incidents.list(Selection.ALL.in("open"));
  }

  @Override
  public List<Incident> recent(int limit) {
    return incidents.list(Selection.ALL.newest(limit));
  }

  @Override
  public Optional<Incident> get(String id) {
    return incidents.get(id);
  }

  @Override
  public List<Page> pendingPages() {
    return pages.list(Selection.ALL.in(Page.State.PENDING.name()));
  }

  @Override
  public List<Page> pagesOf(String incident) {
    return pages.list(Selection.ALL.of(incident).first(PAGES_OF_ONE)).stream()
        .sorted(Comparator.comparingInt(Page::number))
        .toList();
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
  }
}
