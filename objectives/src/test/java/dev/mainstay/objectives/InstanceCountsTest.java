package dev.mainstay.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class InstanceCountsTest {
  private static final Instant T = Instant.parse("2026-03-02T10:00:00Z");

  private static Indicator.Reading reading(double... values) {
    var counters = new ArrayList<Indicator.Counter>();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        var labels = Labels.of("m", "i", String.valueOf(i), "instance", "x" + values[i]);
        counters.add(new Indicator.Counter(labels, i == 0, true, values[i]));
      }
    }
    return new Indicator.Reading(counters, null);
  }

  private static Counts take(InstanceCounts counts, int second, double started, double... values) {
    var growth = counts.take(T.plusSeconds(second), started, reading(values), T);
    return Objects.requireNonNull(growth).events();
  }

  @Test
  void anUnknownInstanceCountsFromZeroOnlyIfItStartedSinceWatchingBegan() {
    double began = (double) T.getEpochSecond();
    assertThat(take(new InstanceCounts(), 5, began - 0.001, 3, 1)).isEqualTo(Counts.NONE);
    assertThat(take(new InstanceCounts(), 5, began, 3, 1)).isEqualTo(new Counts(3, 4));
    assertThat(take(new InstanceCounts(), 5, began + 0.001, 3, 1)).isEqualTo(new Counts(3, 4));
    assertThat(take(new InstanceCounts(), 5, 0, 3, 1)).isEqualTo(Counts.NONE);
  }

  @Test
  void aCounterThatFellHasCountedFromZero() {
    var counts = new InstanceCounts();
    take(counts, 0, 0, 10, 5);
    assertThat(take(counts, 5, 0, 12, 5)).isEqualTo(new Counts(2, 2));
    assertThat(take(counts, 10, 0, 3, 1)).isEqualTo(new Counts(3, 4));
    assertThat(take(counts, 15, 0, 3, 1)).isEqualTo(Counts.NONE);
  }

  @Test
  void aNewProcessHasCountedFromZeroEvenIfItsCountersAreHigher() {
    var counts = new InstanceCounts();
    take(counts, 0, 1000, 10);
    assertThat(take(counts, 5, 1000.9, 12)).isEqualTo(new Counts(2, 2));
    assertThat(take(counts, 10, 1005, 20)).isEqualTo(new Counts(20, 20));
  }

  @Test
  void aCounterThatAppearsOnAKnownInstanceCountsFromZero() {
    var counts = new InstanceCounts();
    take(counts, 0, 0, 10);
    assertThat(take(counts, 5, 0, 10, 4)).isEqualTo(new Counts(0, 4));
  }

  @Test
  void aProblemKeepsWhatWasCounted() {
    var counts = new InstanceCounts();
    take(counts, 0, 0, 10);
    var broken = new Indicator.Reading(List.of(), "no bucket");
    assertThat(counts.take(T.plusSeconds(5), 0, broken, T)).isNull();
    assertThat(counts.problem()).isEqualTo("no bucket");
    assertThat(take(counts, 10, 0, 12)).isEqualTo(new Counts(2, 2));
    assertThat(counts.problem()).isNull();
  }

  @Test
  void valuesThatAreNoNumbersCountNothing() {
    var counts = new InstanceCounts();
    take(counts, 0, 0, 10);
    assertThat(take(counts, 5, 0, Double.POSITIVE_INFINITY)).isEqualTo(Counts.NONE);
    assertThat(take(counts, 10, 0, 11)).isEqualTo(new Counts(1, 1));
  }

  /** One event of one process: it counts, is scraped, or restarts. */
  record Act(int good, int bad, boolean restart, boolean scrape) {}

  @Property(tries = 500)
  void everyEventOfTheFirstProcessAndOfItsSuccessorsIsCountedOnce(@ForAll("acts") List<Act> acts) {
    var counts = new InstanceCounts();
    Counts counted = take(counts, 0, (double) T.getEpochSecond(), 0, 0);
    Counts expected = Counts.NONE;
    double good = 0;
    double bad = 0;
    double started = (double) T.getEpochSecond();
    Counts sinceScrape = Counts.NONE;
    int second = 0;
    for (Act act : acts) {
      second += 2;
      if (act.restart) {
        // What a process counted after its last scrape dies with it.
        good = 0;
        bad = 0;
        sinceScrape = Counts.NONE;
        started = (double) T.getEpochSecond() + second;
      }
      good += act.good;
      bad += act.bad;
      sinceScrape = sinceScrape.plus(new Counts(act.good, act.good + act.bad));
      if (act.scrape) {
        counted = counted.plus(take(counts, second, started, good, bad));
        expected = expected.plus(sinceScrape);
        sinceScrape = Counts.NONE;
      }
    }
    assertThat(counted).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(false, false, false, true),
            Arbitraries.of(true, true, false))
        .as(Act::new)
        .list()
        .ofMaxSize(40);
  }
}
