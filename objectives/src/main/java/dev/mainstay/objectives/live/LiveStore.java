package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Event;
import java.util.List;

/**
 * Remembers what samples cannot tell. Each write is one transaction of the state and its journal
 * entries, and returns when it is durable. Safe for use by several threads.
 */
public interface LiveStore {
  /** Inserts it, or replaces the one with the same number. */
  void save(Correction correction, List<Event> events);

  /** All, by ascending number. */
  List<Correction> corrections();

  /** Inserts it, or replaces the one with the same number. */
  void save(ReleaseException exception, List<Event> events);

  /** All, by ascending number. */
  List<ReleaseException> exceptions();

  /**
   * Saves what became known together, in one transaction.
   *
   * @param usedUp inserted, or in place of the one of the same objective
   * @param recovered forgotten; one that is not there is no error
   */
  void save(List<UsedUp> usedUp, List<UsedUp> recovered, List<Event> events);

  /** Every budget that was saved as used up and not forgotten, in any order. */
  List<UsedUp> usedUp();
}
