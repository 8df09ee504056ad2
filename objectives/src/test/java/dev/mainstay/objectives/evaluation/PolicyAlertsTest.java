package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Alert.Severity;
import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.design.slo.Slo;
import dev.mainstay.design.slo.Slo.BurnLimit;
import dev.mainstay.design.slo.Slo.Comparison;
import dev.mainstay.design.slo.Slo.PolicyAlert;
import dev.mainstay.kernel.Place;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyAlertsTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private final SampledEvents counts = new SampledEvents(Duration.ofDays(40).toMillis());

  private static PolicyAlert alert(@Nullable BurnLimit burn) {
    return new PolicyAlert("page", burn, Duration.ZERO, Severity.P1, "", "");
  }

  private SloEvaluation evaluation(PolicyAlert... alerts) {
    var part =
        new Slo.Part(
            "",
            new Slo.Metric.Raw("x", true),
            new BigDecimal("0.99"),
            new Slo.Budgeting.Occurrences(),
            BigDecimal.ONE);
    var slo =
        new Slo(
            "shop",
            "good",
            new Place("slo.yaml", 1, 1, 1),
            List.of(part),
            new BudgetWindow.Rolling(30, BudgetWindow.Unit.DAY),
            null,
            List.of(alerts));
    return new SloEvaluation(slo, List.of(counts), Corrections.NONE, BEGIN);
  }

  /** A day with that many bad of 10,000 events in each minute of its last 45. */
  private SloStatus.Burn burn(double bad, String comparison, Duration over) {
    for (int minute = 0; minute < 1440; minute++) {
      double now = minute >= 1440 - 45 ? bad : 0;
      counts.put(
          BEGIN.plus(Duration.ofMinutes(minute + 1)).toEpochMilli(),
          new Events(10_000 - now, 10_000));
    }
    var limit = new BurnLimit(Comparison.valueOf(comparison), new BigDecimal(2), over);
    SloEvaluation evaluation = evaluation(alert(limit));
    evaluation.advance(BEGIN.plus(Duration.ofDays(1)));
    return evaluation.status().burns().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "201, ABOVE, true", "200, ABOVE, false", "199, ABOVE, false",
    "201, AT_LEAST, true", "200, AT_LEAST, true", "199, AT_LEAST, false",
    "201, AT_MOST, false", "200, AT_MOST, true", "199, AT_MOST, true",
    "201, BELOW, false", "200, BELOW, false", "199, BELOW, true"
  })
  void theBurnRateIsComparedAsThePolicySays(double bad, String comparison, boolean burning) {
    assertThat(burn(bad, comparison, Duration.ofMinutes(45)).burning()).isEqualTo(burning);
  }

  @Test
  void theWindowIsThePolicysOwn() {
    assertThat(burn(200, "AT_LEAST", Duration.ofMinutes(46)).burning()).isFalse();
  }

  @Test
  void withoutEventsNothingBurnsWhateverIsCompared() {
    for (Comparison comparison : Comparison.values()) {
      SloEvaluation evaluation =
          evaluation(alert(new BurnLimit(comparison, BigDecimal.ZERO, Duration.ofHours(1))));
      evaluation.advance(BEGIN.plus(Duration.ofDays(1)));
      assertThat(evaluation.status().burns())
          .extracting(SloStatus.Burn::burning)
          .containsExactly(false);
    }
  }

  @Test
  void thePolicysAlertsTakeThePlaceOfTheRulesAndMayBeNone() {
    SloEvaluation evaluation = evaluation();
    evaluation.advance(BEGIN.plus(Duration.ofDays(1)));
    assertThat(evaluation.status().burns()).isEmpty();

    SloEvaluation noData = evaluation(alert(null));
    noData.advance(BEGIN.plus(Duration.ofDays(1)));
    assertThat(noData.status().burns().getFirst().isNoData()).isTrue();
  }
}
