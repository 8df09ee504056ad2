package dev.mainstay.objectives;

import dev.mainstay.kernel.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The port as its contract says, in memory; can be told to fail. */
final class MemoryObjectivesStore implements ObjectivesStore {
  private final Map<List<String>, Saved> saved = new LinkedHashMap<>();
  final List<Event> events = new ArrayList<>();
  int saves;
  boolean failing;

  private static final class Saved {
    private ObjectiveSnapshot.@Nullable Head head;
    private final Map<String, ObjectiveSnapshot.Segment> segments = new TreeMap<>();
  }

  @Override
  public void save(List<ObjectiveSnapshot> changed, List<Event> newEvents) {
    if (failing) {
      throw new IllegalStateException("disk full");
    }
    saves++;
    for (ObjectiveSnapshot snapshot : changed) {
      Saved entry =
          saved.computeIfAbsent(
              List.of(snapshot.service(), snapshot.objective()), key -> new Saved());
      entry.head = snapshot.head();
      snapshot.segments().forEach(segment -> entry.segments.put(segment.part(), segment));
    }
    events.addAll(newEvents);
  }

  @Override
  public List<ObjectiveSnapshot> all() {
    return saved.entrySet().stream()
        .map(entry ->
            new ObjectiveSnapshot(
                entry.getKey().getFirst(),
                entry.getKey().getLast(),
                Objects.requireNonNull(entry.getValue().head),
                List.copyOf(entry.getValue().segments.values())))
        .toList();
  }

  @Override
  public void forget(String service, String objective) {
    saved.remove(List.of(service, objective));
  }
}
