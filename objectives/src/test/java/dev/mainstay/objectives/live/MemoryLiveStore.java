package dev.mainstay.objectives.live;

import dev.mainstay.kernel.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The port as its contract says, in memory; can be told to fail. */
final class MemoryLiveStore implements LiveStore {
  private final Map<Long, Correction> corrections = new TreeMap<>();
  private final Map<Long, ReleaseException> exceptions = new TreeMap<>();
  private final Map<String, UsedUp> marks = new TreeMap<>();
  final List<Event> events = new ArrayList<>();
  boolean failing;
  int saves;

  private void commit(List<Event> more) {
    if (failing) {
      throw new IllegalStateException("disk full");
    }
    saves++;
    events.addAll(more);
  }

  @Override
  public void save(Correction correction, List<Event> more) {
    commit(more);
    corrections.put(correction.number(), correction);
  }

  @Override
  public List<Correction> corrections() {
    return List.copyOf(corrections.values());
  }

  @Override
  public void save(ReleaseException exception, List<Event> more) {
    commit(more);
    exceptions.put(exception.number(), exception);
  }

  @Override
  public List<ReleaseException> exceptions() {
    return List.copyOf(exceptions.values());
  }

  @Override
  public void save(List<UsedUp> usedUp, List<UsedUp> recovered, List<Event> more) {
    commit(more);
    usedUp.forEach(mark -> marks.put(mark.service() + "/" + mark.objective(), mark));
    recovered.forEach(mark -> marks.remove(mark.service() + "/" + mark.objective()));
  }

  @Override
  public List<UsedUp> usedUp() {
    return List.copyOf(marks.values());
  }

  List<String> types() {
    return events.stream().map(Event::type).toList();
  }
}
