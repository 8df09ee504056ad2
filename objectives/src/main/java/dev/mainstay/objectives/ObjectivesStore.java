package dev.mainstay.objectives;

import dev.mainstay.kernel.Event;
import java.util.List;

/**
 * Keeps the accumulators. All three methods return when their effect is durable, and are called by
 * one thread at a time.
 */
public interface ObjectivesStore {
  /**
   * In one transaction: replaces the head of each snapshot's objective, replaces the segments with
   * the same {@link ObjectiveSnapshot.Segment#part()}, leaves its other segments, and appends the
   * events to the journal.
   */
  void save(List<ObjectiveSnapshot> changed, List<Event> events);

  /** Every objective saved and not forgotten, with all its segments, in any order. */
  List<ObjectiveSnapshot> all();

  /** Drops head and segments of one objective. */
  void forget(String service, String objective);
}
