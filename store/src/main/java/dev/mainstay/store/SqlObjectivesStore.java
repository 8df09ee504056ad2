package dev.mainstay.store;

import dev.mainstay.kernel.Event;
import dev.mainstay.objectives.ObjectiveSnapshot;
import dev.mainstay.objectives.ObjectiveSnapshot.Head;
import dev.mainstay.objectives.ObjectiveSnapshot.Segment;
import dev.mainstay.objectives.ObjectivesStore;
import dev.mainstay.store.Documents.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The objectives' accumulators in the database: a document for each head and each segment, so that
 * what is written grows with what changed.
 */
public final class SqlObjectivesStore implements ObjectivesStore {
  private final Database database;
  private final Documents<KeptHead> heads;
  private final Documents<KeptSegment> segments;

  public SqlObjectivesStore(Database database) {
    this.database = database;
    heads =
        new Documents<>(
            database,
            new Kind<>(
                "objective",
                KeptHead.class,
                head -> key(head.service, head.objective),
                KeptHead::service,
                head -> head.head.exhausted() ? "exhausted" : "kept",
                head -> 0));
    segments =
        new Documents<>(
            database,
            new Kind<>(
                "objective-segment",
                KeptSegment.class,
                segment -> segment.owner + "/" + segment.segment.part(),
                KeptSegment::owner,
                segment -> "",
                segment -> segment.segment.firstSlot()));
  }

  @Override
  public void save(List<ObjectiveSnapshot> changed, List<Event> events) {
    Change change = database.change();
    for (ObjectiveSnapshot snapshot : changed) {
      String owner = key(snapshot.service(), snapshot.objective());
      change.put(heads, new KeptHead(snapshot.service(), snapshot.objective(), snapshot.head()));
      for (Segment segment : snapshot.segments()) {
        change.put(segments, new KeptSegment(owner, segment));
      }
    }
    change.append(events).commit();
  }

  @Override
  public List<ObjectiveSnapshot> all() {
    Map<String, List<Segment>> byOwner = new HashMap<>();
    for (KeptSegment kept : segments.list(Selection.ALL)) {
      byOwner.computeIfAbsent(kept.owner, owner -> new ArrayList<>()).add(kept.segment);
    }
    return heads.list(Selection.ALL).stream()
        .map(kept ->
            new ObjectiveSnapshot(
                kept.service,
                kept.objective,
                kept.head,
                byOwner.getOrDefault(key(kept.service, kept.objective), List.of())))
        .toList();
  }

  @Override
  public void forget(String service, String objective) {
    String owner = key(service, objective);
    database.change().remove(heads, owner).removeAll(segments, owner).commit();
  }

  private static String key(String service, String objective) {
    return service + "/" + objective;
  }

  record KeptHead(String service, String objective, Head head) {}

  record KeptSegment(String owner, Segment segment) {}
}
