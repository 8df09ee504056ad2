package dev.mainstay.response;

import dev.mainstay.kernel.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one decision changes.
 *
 * @param incident its new state, or null when none changes
 * @param pages new states
 * @param events in the order in which they happened
 * @param cursor sequence of the last journal entry that has been handled, all before it included
 */
public record IncidentChange(
    @Nullable Incident incident, List<Page> pages, List<Event> events, long cursor) {
  public IncidentChange {
    pages = List.copyOf(pages);
    events = List.copyOf(events);
  }
}
