package dev.mainstay.response;

import java.util.List;
import java.util.Optional;

/** Remembers incidents, pages, and how far the journal was handled. */
public interface IncidentStore {
  /**
   * Commits all of the change in one transaction: replaces the incident and the pages by their ids,
   * moves the cursor, appends the events to the journal. Returns when durable; on an exception
   * nothing is changed.
   */
  void save(IncidentChange change);

  /** The cursor saved last; 0 when none ever was. */
  long cursor();

  /**
   * The highest number of any incident saved, {@code 7} for {@code INC-7}; 0 when there is none.
   */
  long lastNumber();

  /** Incidents that are not resolved, oldest first. */
  List<Incident> open();

  /** The latest incidents, open or not, newest first, at most {@code limit}. */
  List<Incident> recent(int limit);

  Optional<Incident> get(String id);

  /** Pages neither delivered nor given up, oldest first. */
  List<Page> pendingPages();

  /** The pages of one incident by their number, at most 1,000. */
  List<Page> pagesOf(String incident);
}
