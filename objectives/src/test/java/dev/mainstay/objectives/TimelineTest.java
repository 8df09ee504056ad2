package dev.mainstay.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long BEGIN = 1_790_000_000_000L;
  private static final long SLOT = 5_000;

  private static Timeline timeline() {
    return new Timeline("fine", Duration.ofMillis(SLOT), Duration.ofMinutes(10), 7, BEGIN);
  }

  record Step(long after, int good, int bad) {}

  record Event(long at, Counts counts) {}

  private static List<Event> play(List<Step> steps, Timeline into) {
    var events = new ArrayList<Event>();
    long at = BEGIN;
    for (Step step : steps) {
      at = Math.max(BEGIN, at + step.after);
      var counts = new Counts(step.good, step.good + step.bad);
      into.add(at, counts);
      events.add(new Event(at, counts));
    }
    return events;
  }

  private static Counts naive(List<Event> events, long from) {
    return events.stream()
        .filter(event -> event.at > from)
        .map(Event::counts)
        .reduce(Counts.NONE, Counts::plus);
  }

  private static long newest(List<Event> events) {
    return events.stream().mapToLong(Event::at).max().orElse(BEGIN);
  }

  @Property(tries = 500)
  void aWindowFromASlotsBorderEqualsTheSumOfItsEvents(
      @ForAll("steps") List<Step> steps, @ForAll("slots") int back) {
    var timeline = timeline();
    var events = play(steps, timeline);
    long from = (Math.floorDiv(newest(events), SLOT) - back) * SLOT;
    assertThat(timeline.since(from)).isEqualTo(naive(events, from));
  }

  @Property(tries = 500)
  void anyOtherWindowLiesBetweenThoseOfTheBordersAroundIt(
      @ForAll("steps") List<Step> steps, @ForAll("slots") int back, @ForAll("into") int into) {
    var timeline = timeline();
    var events = play(steps, timeline);
    long border = (Math.floorDiv(newest(events), SLOT) - back) * SLOT;
    Counts read = timeline.since(border + into);
    assertThat(read.total())
        .isBetween(
            naive(events, border + SLOT).total() - 1e-6, naive(events, border).total() + 1e-6);
    double inSlot = naive(events, border).total() - naive(events, border + SLOT).total();
    assertThat(read.total())
        .isCloseTo(naive(events, border).total() - inSlot * into / SLOT, within(1e-6));
  }

  @Property(tries = 300)
  void savingAndRestoringAtAnyMomentChangesNothing(
      @ForAll("steps") List<Step> before,
      @ForAll("steps") List<Step> after,
      @ForAll("slots") int back) {
    var timeline = timeline();
    var saved = new ArrayList<ObjectiveSnapshot.Segment>();
    long mark = 0;
    int index = 0;
    long at = BEGIN;
    for (Step step : before) {
      at = Math.max(BEGIN, at + step.after);
      timeline.add(at, new Counts(step.good, step.good + step.bad));
      if (index++ % 3 == 0) {
        mark = save(timeline, mark, saved);
      }
    }
    save(timeline, mark, saved);
    var restored = new Timeline("fine", Duration.ofMillis(SLOT), Duration.ofMinutes(10), 7, BEGIN);
    restored.restore(saved);
    for (Step step : after) {
      at = Math.max(BEGIN, at + step.after);
      timeline.add(at, new Counts(step.good, step.good + step.bad));
      restored.add(at, new Counts(step.good, step.good + step.bad));
    }
    long from = (Math.floorDiv(at, SLOT) - back) * SLOT + 17;
    assertThat(restored.since(from)).isEqualTo(timeline.since(from));
  }

  private static long save(Timeline timeline, long mark, List<ObjectiveSnapshot.Segment> saved) {
    for (var segment : timeline.changedSince(mark)) {
      saved.removeIf(each -> each.part().equals(segment.part()));
      saved.add(segment);
    }
    return timeline.mark();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Long> after =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, Arbitraries.longs().between(0, 6_000)),
            net.jqwik.api.Tuple.of(2, Arbitraries.longs().between(0, 90_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(0, 900_000)),
            net.jqwik.api.Tuple.of(1, Arbitraries.longs().between(-8_000, 0)));
    return Combinators.combine(
            after, Arbitraries.integers().between(0, 50), Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(150);
  }

  @Provide
  Arbitrary<Integer> slots() {
    return Arbitraries.integers().between(0, 119);
  }

  @Provide
  Arbitrary<Integer> into() {
    return Arbitraries.integers().between(0, 4_999);
  }

  @Test
  void spreadsEventsEvenlyOverTheTimeInWhichTheyHappened() {
    var timeline = timeline();
    timeline.addSpread(BEGIN, BEGIN + 60_000, new Counts(60, 120));
    assertThat(timeline.since(BEGIN)).isEqualTo(new Counts(60, 120));
    assertThat(timeline.since(BEGIN + 30_000).total()).isCloseTo(60, within(1e-9));
    assertThat(timeline.since(BEGIN + 30_000).good()).isCloseTo(30, within(1e-9));
    assertThat(timeline.since(BEGIN + 60_000)).isEqualTo(Counts.NONE);
  }

  @Test
  void nothingIsCountedAfterTheNewestEntry() {
    var timeline = timeline();
    timeline.add(BEGIN + SLOT, new Counts(1, 1));
    assertThat(timeline.since(BEGIN + SLOT)).isEqualTo(Counts.NONE);
    assertThat(timeline.since(BEGIN)).isEqualTo(new Counts(1, 1));
    assertThat(timeline.since(BEGIN - Duration.ofDays(1).toMillis())).isEqualTo(new Counts(1, 1));
  }
}
