package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.design.slo.BudgetWindow.Unit;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.design.slo.Slo.Budgeting;
import dev.mainstay.kernel.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloEvaluationTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
  private static final BudgetWindow DAY = new BudgetWindow.Rolling(1, Unit.DAY);
  private static final BudgetWindow MONTH =
      new BudgetWindow.Calendar(
          1, Unit.MONTH, LocalDateTime.parse("2026-01-01T00:00:00"), ZoneOffset.UTC);

  private final SampledEvents counts = new SampledEvents(Duration.ofDays(40).toMillis());

  private static Slo.Part part(String name, String target, Budgeting budgeting, String weight) {
    return new Slo.Part(
        name,
        new Slo.Metric.Raw("x", true),
        new BigDecimal(target),
        budgeting,
        new BigDecimal(weight));
  }

  private static Slo slo(BudgetWindow window, Slo.Part... parts) {
    return new Slo("shop", "good", new Place("slo.yaml", 1, 1, 1), List.of(parts), window);
  }

  private SloEvaluation evaluation(BudgetWindow window, String target, Budgeting budgeting) {
    return new SloEvaluation(
        slo(window, part("", target, budgeting, "1")), List.of(counts), Corrections.NONE, BEGIN);
  }

  private static Instant at(Duration after) {
    return BEGIN.plus(after);
  }

  private void minutes(int from, int to, double good, double total) {
    for (int minute = from; minute < to; minute++) {
      counts.put(at(Duration.ofMinutes(minute + 1)).toEpochMilli(), new Events(good, total));
    }
  }

  private static SloStatus status(SloEvaluation evaluation, Duration after) {
    evaluation.advance(at(after));
    return evaluation.status();
  }

  @Test
  void aBudgetThatIsUsedUpExactlyShowsAsSuch() {
    SloEvaluation evaluation = evaluation(DAY, "0.999", new Budgeting.Occurrences());
    minutes(0, 1440, 999, 1000);

    SloStatus status = status(evaluation, Duration.ofDays(1));

    assertThat(status.indicator()).isCloseTo(0.999, within(1e-15));
    assertThat(status.budget().allowed()).isEqualTo(1440);
    assertThat(status.budget().spent()).isEqualTo(1440);
    assertThat(status.budget().remaining()).isZero();
    assertThat(status.budget().remainingMinutes()).isZero();
    assertThat(BudgetPolicy.DEFAULT.level(status)).isEqualTo(BudgetPolicy.Level.EXHAUSTED);
    assertThat(status.rates().getLast().burnRate()).isCloseTo(1, within(1e-12));
  }

  @Test
  void theMinutesOfACalendarMonthAreItsOwn() {
    SloEvaluation evaluation = evaluation(MONTH, "0.9995", new Budgeting.Occurrences());
    minutes(0, 60, 100, 100);

    SloStatus status = status(evaluation, Duration.ofHours(1));

    assertThat(status.budget().allowedMinutes()).isCloseTo(31 * 24 * 60 * 0.0005, within(1e-9));
    assertThat(status.budget().remaining()).isEqualTo(1);
    assertThat(status.window().end()).isEqualTo("2026-04-01T00:00:00Z");
  }

  @Test
  void aPartlyWatchedWindowIsTakenToHaveTheTrafficSeen() {
    SloEvaluation evaluation = evaluation(DAY, "0.99", new Budgeting.Occurrences());
    minutes(0, 60, 99, 100);

    SloStatus status = status(evaluation, Duration.ofHours(1));

    assertThat(status.budget().allowed()).isCloseTo(24 * 60, within(1e-9));
    assertThat(status.budget().spent()).isEqualTo(60);
    assertThat(status.budget().remaining()).isCloseTo(1 - 1 / 24.0, within(1e-12));
  }

  @Test
  void aSliceIsGoodAtItsTargetAndNotBelow() {
    var slices = new Budgeting.Timeslices(Duration.ofMinutes(1), new BigDecimal("0.9"));
    SloEvaluation evaluation = evaluation(DAY, "0.5", slices);
    minutes(0, 30, 90, 100);
    minutes(30, 60, 89, 100);

    SloStatus status = status(evaluation, Duration.ofHours(1));

    assertThat(status.indicator()).isEqualTo(0.5);
    assertThat(status.budget().unit()).isEqualTo(SloStatus.Unit.SLICES);
    assertThat(status.budget().spent()).isEqualTo(30);
  }

  @Test
  void ratioSlicesCountEachAsMuchWhateverItsTraffic() {
    SloEvaluation evaluation =
        evaluation(DAY, "0.5", new Budgeting.RatioTimeslices(Duration.ofMinutes(1)));
    minutes(0, 30, 1_000_000, 1_000_000);
    minutes(30, 60, 1, 2);

    assertThat(status(evaluation, Duration.ofHours(1)).indicator()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void aSliceWithoutEventsIsGood() {
    var slices = new Budgeting.Timeslices(Duration.ofMinutes(1), new BigDecimal("0.9"));
    SloEvaluation evaluation = evaluation(DAY, "0.5", slices);
    minutes(0, 15, 0, 100);

    assertThat(status(evaluation, Duration.ofHours(1)).indicator()).isEqualTo(0.75);
  }

  @Test
  void lateEventsAreCountedInTheirSlices() {
    var slices = new Budgeting.Timeslices(Duration.ofMinutes(1), new BigDecimal("0.9"));
    SloEvaluation evaluation = evaluation(DAY, "0.5", slices);
    minutes(0, 60, 100, 100);
    assertThat(status(evaluation, Duration.ofHours(1)).indicator()).isEqualTo(1);

    long late = at(Duration.ofMinutes(10)).toEpochMilli() - 1;
    counts.put(late, new Events(0, 50));
    evaluation.changed(late, late);

    assertThat(status(evaluation, Duration.ofHours(1)).indicator()).isEqualTo(59 / 60.0);
  }

  @Test
  void excludedTimeDoesNotCountAfterwardsEither() {
    SloEvaluation evaluation = evaluation(DAY, "0.99", new Budgeting.Occurrences());
    minutes(0, 60, 100, 100);
    minutes(60, 120, 0, 100);
    assertThat(status(evaluation, Duration.ofHours(2)).indicator()).isEqualTo(0.5);

    evaluation.correct(
        new Corrections(
            List.of(
                new Corrections.Exclusion(
                    at(Duration.ofHours(1)), at(Duration.ofMinutes(100)), "upgrade", "ana"),
                new Corrections.Exclusion(
                    at(Duration.ofMinutes(90)), at(Duration.ofHours(2)), "upgrade", "ana")),
            List.of()));
    SloStatus status = evaluation.status();

    assertThat(status.indicator()).isEqualTo(1);
    assertThat(status.budget().spent()).isZero();
    assertThat(status.budget().allowedMinutes()).isCloseTo(23 * 60 * 0.01, within(1e-9));
  }

  @Test
  void excludedSlicesAreNotThere() {
    var slices = new Budgeting.Timeslices(Duration.ofMinutes(1), new BigDecimal("0.9"));
    SloEvaluation evaluation = evaluation(DAY, "0.5", slices);
    minutes(0, 30, 0, 100);
    minutes(30, 60, 100, 100);
    status(evaluation, Duration.ofHours(1));

    evaluation.correct(
        new Corrections(
            List.of(new Corrections.Exclusion(BEGIN, at(Duration.ofMinutes(30)), "upgrade", "ana")),
            List.of()));

    assertThat(evaluation.status().indicator()).isEqualTo(1);
  }

  @Test
  void adjustmentsCountFromTheirMomentOn() {
    SloEvaluation evaluation = evaluation(DAY, "0.99", new Budgeting.Occurrences());
    minutes(0, 60, 99, 100);
    status(evaluation, Duration.ofHours(1));

    evaluation.correct(
        new Corrections(
            List.of(),
            List.of(
                new Corrections.Adjustment(
                    at(Duration.ofMinutes(5)), 60, 0, "clients sent rubbish", "ana"))));

    assertThat(evaluation.status().indicator()).isEqualTo(1);
  }

  @Test
  void aCompositeIsTheMeanByWeight() {
    var second = new SampledEvents(Duration.ofDays(40).toMillis());
    second.put(at(Duration.ofMinutes(1)).toEpochMilli(), new Events(8, 10));
    counts.put(at(Duration.ofMinutes(1)).toEpochMilli(), new Events(100, 100));
    var evaluation =
        new SloEvaluation(
            slo(
                DAY,
                part("a", "0.9", new Budgeting.Occurrences(), "3"),
                part("b", "0.7", new Budgeting.Occurrences(), "1")),
            List.of(counts, second),
            Corrections.NONE,
            BEGIN);

    SloStatus status = status(evaluation, Duration.ofDays(1));

    assertThat(status.indicator()).isCloseTo(0.95, within(1e-12));
    assertThat(status.target()).isCloseTo(0.85, within(1e-12));
    // 1 x 0.2 of 3 x 0.1 + 1 x 0.3
    assertThat(status.budget().remaining()).isCloseTo(1 - 0.2 / 0.6, within(1e-9));
    assertThat(status.rates().getLast().burnRate()).isCloseTo(0.2 / 0.6, within(1e-9));
  }

  @Test
  void nothingIsKnownWithoutEvents() {
    SloStatus status =
        status(evaluation(DAY, "0.99", new Budgeting.Occurrences()), Duration.ofHours(1));

    assertThat(status.unknown()).isEqualTo("no events within the window");
    assertThat(status.budget().remaining()).isNaN();
    assertThat(BudgetPolicy.DEFAULT.level(status)).isEqualTo(BudgetPolicy.Level.UNKNOWN);
  }

  @Test
  void aSteadyBurnIsForecastToTheHour() {
    SloEvaluation evaluation = evaluation(MONTH, "0.99", new Budgeting.Occurrences());
    minutes(0, 2 * 24 * 60, 98, 100);

    evaluation.advance(at(Duration.ofDays(2)));
    Forecast forecast = evaluation.forecast();

    // Twice as fast as allowed: half of the month, of which two days have passed.
    Instant half = at(Duration.ofHours(31 * 12));
    assertThat(forecast.likely()).isBetween(half.minusSeconds(3600), half.plusSeconds(3600));
    assertThat(forecast.earliest()).isEqualTo(forecast.likely());
    assertThat(forecast.until()).isEqualTo("2026-04-01T00:00:00Z");
  }

  @Test
  void anUnevenBurnHasAnIntervalAroundIt() {
    SloEvaluation evaluation = evaluation(MONTH, "0.99", new Budgeting.Occurrences());
    for (int hour = 0; hour < 48; hour++) {
      minutes(hour * 60, hour * 60 + 60, hour % 2 == 0 ? 100 : 96, 100);
    }

    evaluation.advance(at(Duration.ofDays(2)));
    Forecast forecast = evaluation.forecast();

    assertThat(forecast.earliest()).isBefore(forecast.likely());
    assertThat(forecast.latest()).isAfter(forecast.likely());
  }

  @Test
  void tooFewHoursGiveNoForecast() {
    SloEvaluation evaluation = evaluation(MONTH, "0.99", new Budgeting.Occurrences());
    minutes(0, 5 * 60, 99.5, 100);
    evaluation.advance(at(Duration.ofHours(5)));

    assertThat(evaluation.forecast().basis())
        .isEqualTo("5 whole hours with events (expected: at least 6)");
    minutes(5 * 60, 6 * 60, 99.5, 100);
    evaluation.advance(at(Duration.ofHours(6)));

    assertThat(evaluation.forecast().until()).isNotNull();
  }

  @Test
  void whatLeavesARollingWindowIsGivenBack() {
    SloEvaluation evaluation = evaluation(DAY, "0.99", new Budgeting.Occurrences());
    minutes(0, 48 * 60, 99.5, 100);
    evaluation.advance(at(Duration.ofDays(2)));

    // Half of the budget is spent all the time: it stays so.
    assertThat(evaluation.forecast().likely()).isNull();
    assertThat(evaluation.forecast().until()).isEqualTo(at(Duration.ofDays(3)));
  }

  private static List<String> burning(SloStatus status) {
    return status.burns().stream()
        .filter(SloStatus.Burn::burning)
        .map(SloStatus.Burn::rule)
        .toList();
  }

  @Test
  void aRuleBurnsAboveItsFactorInBothWindowsAndNotAtIt() {
    BudgetWindow month = new BudgetWindow.Rolling(30, Unit.DAY);
    SloEvaluation evaluation = evaluation(month, "0.999", new Budgeting.Occurrences());
    minutes(0, 4320, 10_000, 10_000);
    assertThat(burning(status(evaluation, Duration.ofDays(3)))).isEmpty();

    // 1.44 % of each minute are bad: at 14.4 times the pace, and then above it.
    minutes(4320, 4380, 9_856, 10_000);
    assertThat(burning(status(evaluation, Duration.ofMinutes(4380)))).doesNotContain("fast-burn");
    minutes(4380, 4381, 9_855, 10_000);
    assertThat(burning(status(evaluation, Duration.ofMinutes(4381)))).contains("fast-burn");

    // The short window says that it still goes on.
    minutes(4381, 4387, 10_000, 10_000);
    assertThat(burning(status(evaluation, Duration.ofMinutes(4387)))).doesNotContain("fast-burn");
  }

  @Test
  void littleTrafficDoesNotBurnByASingleFailure() {
    BudgetWindow month = new BudgetWindow.Rolling(30, Unit.DAY);
    SloEvaluation evaluation = evaluation(month, "0.999", new Budgeting.Occurrences());
    minutes(0, 4320, 1, 1);
    minutes(4320, 4329, 0, 1);
    assertThat(burning(status(evaluation, Duration.ofMinutes(4329)))).isEmpty();

    minutes(4329, 4330, 0, 1);
    assertThat(burning(status(evaluation, Duration.ofMinutes(4330)))).contains("fast-burn");
  }

  @Test
  void aFirstMinuteDoesNotBurnThreeDays() {
    BudgetWindow month = new BudgetWindow.Rolling(30, Unit.DAY);
    SloEvaluation evaluation = evaluation(month, "0.9", new Budgeting.Occurrences());
    minutes(0, 1, 0, 1_000);

    assertThat(burning(status(evaluation, Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void hoursTellWhenTheBudgetWasSpent() {
    SloEvaluation evaluation = evaluation(DAY, "0.99", new Budgeting.Occurrences());
    minutes(0, 60, 100, 100);
    minutes(60, 120, 90, 100);
    minutes(120, 150, 99, 100);
    evaluation.advance(at(Duration.ofMinutes(150)));

    assertThat(evaluation.hours())
        .containsExactly(
            new SpentHour(at(Duration.ofHours(1)), new Events(6_000, 6_000)),
            new SpentHour(at(Duration.ofHours(2)), new Events(5_400, 6_000)),
            new SpentHour(at(Duration.ofMinutes(150)), new Events(2_970, 3_000)));
  }

  @Test
  void whereNothingIsAimedAtAllEventsAreTheBudget() {
    SloEvaluation evaluation = evaluation(DAY, "0.0", new Budgeting.Occurrences());
    minutes(0, 1440, 0, 1000);

    SloStatus status = status(evaluation, Duration.ofDays(1));

    assertThat(status.target()).isZero();
    assertThat(status.budget().allowed()).isEqualTo(1_440_000);
    assertThat(status.budget().remaining()).isZero();
    assertThat(status.rates()).allSatisfy(rate -> assertThat(rate.burnRate()).isEqualTo(1));
  }
}
