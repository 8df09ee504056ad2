package dev.mainstay.objectives.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.objectives.windows.Taken.Outcome;
import dev.mainstay.telemetry.SeriesStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesWindowsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static SeriesWindows windows(WindowMode mode) {
    return new SeriesWindows(
        WindowPlan.inMemory(mode, List.of(MINUTE, MINUTE.multipliedBy(10)), MINUTE), 0, null);
  }

  private static SeriesWindows counted(double... everyTenSeconds) {
    SeriesWindows windows = windows(WindowMode.EXACT);
    for (int i = 0; i < everyTenSeconds.length; i++) {
      windows.add(i * 10_000L, everyTenSeconds[i]);
    }
    return windows;
  }

  @Test
  void adjoiningWindowsAddUp() {
    SeriesWindows windows = counted(3, 5, 9, 2, 7);

    assertThat(windows.between(0, 0, 20_000)).isEqualTo(6);
    assertThat(windows.between(0, 20_000, 40_000)).isEqualTo(7);
    assertThat(windows.between(0, 0, 40_000)).isEqualTo(13);
  }

  @Test
  void aSampleExactlyAtTheBeginningBelongsToTheWindowBefore() {
    SeriesWindows windows = counted(3, 5, 9);

    assertThat(windows.between(0, 10_000, 20_000)).isEqualTo(4);
    assertThat(windows.between(0, 9_999, 20_000)).isEqualTo(6);
    assertThat(windows.between(0, 10_000, 19_999)).isEqualTo(0);
  }

  @Test
  void aCounterThatIsKnownToHaveBegunCountsFromZero() {
    SeriesWindows known = windows(WindowMode.EXACT);
    known.add(10_000, 7, 5_000);
    SeriesWindows unknown = windows(WindowMode.EXACT);
    unknown.add(10_000, 7);

    assertThat(known.increase(0, 20_000)).isEqualTo(7);
    assertThat(unknown.increase(0, 20_000)).isEqualTo(0);
  }

  @Test
  void aStartBeforeTheWatchingBeganSaysNothing() {
    var plan = WindowPlan.inMemory(WindowMode.EXACT, List.of(MINUTE), MINUTE);
    var windows = new SeriesWindows(plan, 6_000, null);
    windows.add(10_000, 7, 5_999);

    assertThat(windows.increase(0, 20_000)).isEqualTo(0);
  }

  @Test
  void aRestartIsFoundByItsStartWhereTheValueDoesNotTell() {
    SeriesWindows windows = windows(WindowMode.EXACT);
    windows.add(10_000, 5);
    windows.add(20_000, 8, 15_000);

    assertThat(windows.increase(0, 20_000)).isEqualTo(8);
  }

  @Test
  void whatIsNoNumberIsNotCountedAndNotExtrapolatedOver() {
    SeriesWindows windows = counted(3, Double.NaN, 9);

    assertThat(windows.add(30_000, SeriesStore.STALE).outcome()).isEqualTo(Outcome.NOTHING);
    assertThat(windows.increase(0, 30_000)).isEqualTo(6);
  }

  @Test
  void everySampleIsAnsweredFor() {
    SeriesWindows windows = counted(1, 2, 3, 4, 5, 6, 7, 8);

    assertThat(windows.add(80_000, 9).outcome()).isEqualTo(Outcome.NEW);
    assertThat(windows.add(80_000, 9).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(windows.add(80_000, 10).outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(windows.add(79_999, 9).outcome()).isEqualTo(Outcome.LATE);
    assertThat(windows.add(11, 3).outcome()).isEqualTo(Outcome.TOO_LATE);
  }

  @Test
  void lateSamplesAreTakenUpToTheLimitItself() {
    SeriesWindows windows = counted(1, 2, 3, 4, 5, 6, 7, 8);
    windows.add(80_005, 9);

    assertThat(windows.add(20_004, 3).outcome()).isEqualTo(Outcome.TOO_LATE);
    assertThat(windows.add(20_005, 3).outcome()).isEqualTo(Outcome.LATE);
  }

  @Test
  void aLateSampleShowsAFallThatWasHidden() {
    SeriesWindows windows = windows(WindowMode.EXACT);
    windows.add(0, 5);
    windows.add(20_000, 8);
    assertThat(windows.increase(0, 20_000)).isEqualTo(3);

    Taken taken = windows.add(10_000, 1);

    assertThat(taken).isEqualTo(new Taken(Outcome.LATE, 10_000, 19_999));
    assertThat(windows.increase(0, 20_000)).isEqualTo(8);
    assertThat(taken.touches(9_999, MINUTE)).isFalse();
    assertThat(taken.touches(10_000, MINUTE)).isTrue();
    assertThat(taken.touches(79_999, MINUTE)).isTrue();
    assertThat(taken.touches(80_000, MINUTE)).isFalse();
  }

  @Test
  void aLateSampleTakesAFallBackThatWasNone() {
    SeriesWindows windows = counted(100, 20, 30);

    assertThat(windows.increase(0, 20_000)).isEqualTo(30);
    windows.add(5_000, 20);

    assertThat(windows.increase(0, 20_000)).isEqualTo(30);
    assertThat(windows.between(0, 5_000, 20_000)).isEqualTo(10);
  }

  @Test
  void theTwoDialectsDifferAtTheWindowsBeginning() {
    SeriesWindows three = windows(WindowMode.PROMQL);
    SeriesWindows two = windows(WindowMode.PROMQL_2);
    for (int i = 0; i <= 6; i++) {
      three.add(i * 10_000L, i * i);
      two.add(i * 10_000L, i * i);
    }

    // From 4 at 20 s, zero 5 s before, and from 1 at 10 s, which is the window's beginning.
    assertThat(three.increase(0, 70_000)).isEqualTo(32 * (55.0 / 40));
    assertThat(two.increase(0, 70_000)).isEqualTo(35 * (60.0 / 50));
    assertThat(two.rate(0, 70_000)).isEqualTo(35 * (60.0 / 50 / 60));
  }

  @Test
  void oneSampleIsTooFew() {
    SeriesWindows windows = windows(WindowMode.PROMQL);
    windows.add(0, 1);

    assertThat(SeriesStore.isStale(windows.increase(0, 1_000))).isTrue();
    assertThat(SeriesStore.isStale(windows.rate(0, 1_000))).isTrue();
  }

  @Test
  void sumsThatLeaveTheWholeNumbersAreAddedOneByOne() {
    SeriesWindows windows = windows(WindowMode.PROMQL);
    double large = 0x1p52;
    double[] values = {large, 1, large + 1, 3, large, 0.5};
    double growth = 0.5 - large;
    for (int i = 0; i < values.length; i++) {
      windows.add(i * 10_000L, values[i]);
    }
    growth += large;
    growth += large + 1;
    growth += large;

    assertThat(windows.increase(1, 50_000)).isEqualTo(growth * (55.0 / 50));
  }
}
