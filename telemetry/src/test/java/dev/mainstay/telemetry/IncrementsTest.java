package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IncrementsTest {
  private static final Labels COUNTER = Labels.of("m", "service", "s", "instance", "i");
  private static final ScrapeTimes NONE = new ScrapeTimes(List.of());

  private static Series series(Labels labels, long[] seconds, double... values) {
    long[] millis = new long[seconds.length];
    for (int i = 0; i < seconds.length; i++) {
      millis[i] = seconds[i] * 1000;
    }
    return new Series(labels, millis, values);
  }

  private static double[] rates(ScrapeTimes scrapes, Series... all) {
    var grid = new Grid(20_000, 5_000, 4);
    var increments = new Increments(grid);
    for (Series each : all) {
      increments.add(each, scrapes);
    }
    double[] rates = new double[4];
    for (int i = 0; i < 4; i++) {
      rates[i] = increments.rate(i);
    }
    return rates;
  }

  @Test
  void aSteadyCounterHasItsRateInEveryStepHoweverTheScrapesLie() {
    assertThat(rates(NONE, series(COUNTER, new long[] {0, 5, 10, 15, 20}, 0, 50, 100, 150, 200)))
        .containsExactly(10, 10, 10, 10);
    assertThat(rates(NONE, series(COUNTER, new long[] {0, 7, 14, 21}, 0, 70, 140, 210)))
        .containsExactly(10, 10, 10, 10);
    assertThat(rates(NONE, series(COUNTER, new long[] {0, 20}, 0, 200)))
        .containsExactly(10, 10, 10, 10);
  }

  @Test
  void aRestartCountsFromZero() {
    assertThat(rates(NONE, series(COUNTER, new long[] {0, 5, 10, 15, 20}, 100, 150, 20, 20, 30)))
        .containsExactly(10, 4, 0, 2);
  }

  @Test
  void unknownStepsAreNoNumbers() {
    assertThat(rates(NONE, series(COUNTER, new long[] {5, 10}, 100, 150)))
        .containsExactly(Double.NaN, 10, Double.NaN, Double.NaN);
    assertThat(
            rates(
                NONE,
                series(COUNTER, new long[] {0, 5, 10, 15, 20}, 0, 50, SeriesStore.STALE, 100, 150)))
        .containsExactly(10, Double.NaN, Double.NaN, 10);
  }

  @Test
  void nothingIsKnownBetweenSamplesBeyondTheGap() {
    var grid = new Grid(130_000, 130_000, 1);
    var within = new Increments(grid);
    within.add(series(COUNTER, new long[] {0, 120}, 0, 120), NONE);
    assertThat(within.rate(0)).isEqualTo(1);
    var beyond = new Increments(grid);
    beyond.add(series(COUNTER, new long[] {0, 121}, 0, 121), NONE);
    assertThat(beyond.rate(0)).isNaN();
  }

  @Test
  void aSeriesThatAppearsOnAScrapedInstanceBeganAtZero() {
    var up =
        series(Labels.of("up", "service", "s", "instance", "i"), new long[] {0, 5, 10}, 1, 1, 1);
    var scrapes = new ScrapeTimes(List.of(up));
    assertThat(rates(scrapes, series(COUNTER, new long[] {10, 15, 20}, 25, 25, 25)))
        .containsExactly(Double.NaN, 5, 0, 0);
    var failed = series(Labels.of("up", "service", "s", "instance", "i"), new long[] {0, 5}, 0, 0);
    assertThat(
            rates(
                new ScrapeTimes(List.of(failed)),
                series(COUNTER, new long[] {10, 15, 20}, 25, 25, 25)))
        .containsExactly(Double.NaN, Double.NaN, 0, 0);
  }

  record Step(int after, int by, boolean restart) {}

  @Property(tries = 300)
  void theStepsAddUpToTheGrowth(@ForAll("steps") List<Step> steps) {
    var millis = new ArrayList<Long>();
    var values = new ArrayList<Double>();
    millis.add(0L);
    values.add(7.0);
    long at = 0;
    double value = 7;
    double growth = 0;
    for (Step step : steps) {
      at += step.after;
      value = step.restart ? step.by : value + step.by;
      // A restart that overtakes the last value cannot be told from growth.
      double last = values.getLast();
      growth += value >= last ? value - last : value;
      millis.add(at);
      values.add(value);
    }
    int length = (int) ((at + 4_999) / 5_000);
    var increments = new Increments(new Grid(length * 5_000L, 5_000, length));
    increments.add(
        new Series(
            COUNTER,
            millis.stream().mapToLong(Long::longValue).toArray(),
            values.stream().mapToDouble(Double::doubleValue).toArray()),
        NONE);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double covered = Math.min(at, (i + 1) * 5_000L) - i * 5_000L;
      sum += increments.rate(i) * covered / 1000;
    }
    assertThat(sum).isCloseTo(growth, within(1e-6));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 20_000),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(false, false, true))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }
}
