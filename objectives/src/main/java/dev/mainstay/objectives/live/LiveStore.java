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

  /** Inserts it, or replaces the one of the same objective. */
  void save(UsedUp usedUp, List<Event> events);

  /** Forgets it; one that is not there is no error. */
  void forget(UsedUp usedUp, List<Event> events);

  /** Every budget that was saved as used up and not forgotten, in any order. */
  List<UsedUp> usedUp();
}
