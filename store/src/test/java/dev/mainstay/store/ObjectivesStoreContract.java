package dev.mainstay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Journal;
import dev.mainstay.objectives.ObjectiveSnapshot;
import dev.mainstay.objectives.ObjectiveSnapshot.Head;
import dev.mainstay.objectives.ObjectiveSnapshot.InstanceCounters;
import dev.mainstay.objectives.ObjectiveSnapshot.Segment;
import dev.mainstay.objectives.ObjectivesStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of objectives does. */
abstract class ObjectivesStoreContract {
  private static final Instant AT = Instant.parse("2026-03-02T10:00:00.000000001Z");
  private static final Head HEAD =
      new Head(
          "good / total",
          AT,
          true,
          Map.of("payment-api-1", new InstanceCounters(AT, 1.5, Map.of("a{b=\"c\"}", 0.1))));

  abstract ObjectivesStore store();

  abstract Journal journal();

  abstract void reopen();

  @Test
  void startsEmpty() {
    assertThat(store().all()).isEmpty();
  }

  @Test
  void keepsHeadsAndSegmentsExactly() {
    var snapshot = snapshot("a", "x", new Segment("fine-0", 17, List.of(1.0 / 3), List.of(1e300)));
    store().save(List.of(snapshot), List.of());
    reopen();

    assertThat(store().all()).containsExactly(snapshot);
  }

  @Test
  void replacesSegmentsOfTheSamePartAndLeavesTheOthers() {
    store().save(List.of(snapshot("a", "x", segment("p", 1), segment("q", 2))), List.of());
    store().save(List.of(snapshot("a", "x", segment("p", 3), segment("r", 4))), List.of());

    assertThat(store().all().getFirst().segments())
        .containsExactlyInAnyOrder(segment("p", 3), segment("q", 2), segment("r", 4));
  }

  @Test
  void replacesTheHead() {
    store().save(List.of(snapshot("a", "x")), List.of());
    var changed =
        new ObjectiveSnapshot("a", "x", new Head("other", AT, false, Map.of()), List.of());
    store().save(List.of(changed), List.of());

    assertThat(store().all()).containsExactly(changed);
  }

  @Test
  void forgetsOneObjectiveAlone() {
    store()
        .save(
            List.of(
                snapshot("a", "x", segment("p", 1)),
                snapshot("a", "y", segment("p", 2)),
                snapshot("b", "x", segment("p", 3))),
            List.of());
    store().forget("a", "x");
    store().forget("a", "unknown");
    reopen();

    assertThat(store().all())
        .containsExactlyInAnyOrder(
            snapshot("a", "y", segment("p", 2)), snapshot("b", "x", segment("p", 3)));
  }

  @Test
  void startsAnewAfterForgetting() {
    store().save(List.of(snapshot("a", "x", segment("p", 1))), List.of());
    store().forget("a", "x");
    store().save(List.of(snapshot("a", "x")), List.of());

    assertThat(store().all()).containsExactly(snapshot("a", "x"));
  }

  @Test
  void appendsTheEventsInOrder() {
    var events = List.of(Facts.of(1), Facts.of(2));
    store().save(List.of(snapshot("a", "x")), events);

    assertThat(journal().after(0, 10)).extracting(Journal.Entry::event).isEqualTo(events);
  }

  private static Segment segment(String part, double value) {
    return new Segment(part, (long) value, List.of(value), List.of(value));
  }

  private static ObjectiveSnapshot snapshot(String service, String name, Segment... segments) {
    return new ObjectiveSnapshot(service, name, HEAD, Arrays.asList(segments));
  }
}
