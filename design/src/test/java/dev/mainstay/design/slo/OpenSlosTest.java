package dev.mainstay.design.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.BudgetRule;
import dev.mainstay.design.SourceText;
import dev.mainstay.design.slo.Slo.Budgeting;
import dev.mainstay.design.slo.Slo.Comparison;
import dev.mainstay.design.slo.Slo.Metric;
import dev.mainstay.kernel.Percentage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSlosTest {
  private static OpenSlos.Result read(String text) {
    return OpenSlos.read(List.of(new SourceText("slo.yaml", text)));
  }

  private static final String RATIO =
      """
      apiVersion: openslo/v1
      kind: SLI
      metadata: { name: requests }
      spec:
        ratioMetric:
          counter: true
          bad: { metricSource: { type: Prometheus, spec: { query: 'sum(errors_total)' } } }
          total: { metricSource: { type: Prometheus, spec: { query: 'sum(requests_total)' } } }
      ---
      """;

  @Test
  void aRatioWithARollingWindow() {
    var result =
        read(
            RATIO
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: availability }
                spec:
                  service: shop
                  indicatorRef: requests
                  timeWindow: [ { duration: 30d, isRolling: true } ]
                  budgetingMethod: Occurrences
                  objectives: [ { targetPercent: 99.95 } ]
                """);

    assertThat(result.problems()).isEmpty();
    Slo slo = result.slos().getFirst();
    assertThat(slo.service() + "/" + slo.name()).isEqualTo("shop/availability");
    assertThat(slo.window()).isEqualTo(new BudgetWindow.Rolling(30, BudgetWindow.Unit.DAY));
    assertThat(slo.parts())
        .containsExactly(
            new Slo.Part(
                "",
                new Metric.Ratio("sum(errors_total)", true, "sum(requests_total)", true),
                new BigDecimal("0.9995"),
                new Budgeting.Occurrences(),
                BigDecimal.ONE));
  }

  @Test
  void aThresholdWithSlicesOnACalendar() {
    var result =
        read(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: lag }
            spec:
              service: shop
              indicator:
                metadata: { name: lag }
                spec:
                  thresholdMetric:
                    metricSource: { type: Prometheus, spec: { query: max(lag_seconds) } }
              timeWindow:
                - duration: 1Q
                  isRolling: false
                  calendar: { startTime: 2026-01-01 00:00:00, timeZone: America/New_York }
              budgetingMethod: Timeslices
              objectives:
                - { op: lte, value: 30, target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 5m }
            """);

    assertThat(result.problems()).isEmpty();
    Slo slo = result.slos().getFirst();
    assertThat(slo.window())
        .isEqualTo(
            new BudgetWindow.Calendar(
                1,
                BudgetWindow.Unit.QUARTER,
                LocalDateTime.parse("2026-01-01T00:00:00"),
                ZoneId.of("America/New_York")));
    assertThat(slo.parts().getFirst().metric())
        .isEqualTo(new Metric.Threshold("max(lag_seconds)", Comparison.AT_MOST, 30));
    assertThat(slo.parts().getFirst().budgeting())
        .isEqualTo(new Budgeting.Timeslices(Duration.ofMinutes(5), new BigDecimal("0.9")));
  }

  @Test
  void aCompositeHasPartsWithWeights() {
    var result =
        read(
            RATIO
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: journey }
                spec:
                  service: shop
                  timeWindow: [ { duration: 4w, isRolling: true } ]
                  budgetingMethod: RatioTimeslices
                  objectives:
                    - { displayName: one, indicatorRef: requests, target: 0.99, compositeWeight: 2, timeSliceWindow: 1m }
                    - displayName: two
                      target: 0.9
                      timeSliceWindow: 1m
                      indicator:
                        spec: { ratioMetric: { rawType: failure, raw: { metricSource: { spec: { query: failing } } } } }
                """);

    assertThat(result.problems()).isEmpty();
    assertThat(result.slos()).hasSize(1);
    assertThat(result.slos().getFirst().parts())
        .extracting(Slo.Part::weight)
        .containsExactly(new BigDecimal("2.0"), BigDecimal.ONE);
    assertThat(result.slos().getFirst().parts().get(1).metric())
        .isEqualTo(new Metric.Raw("failing", false));
  }

  @Test
  void severalTargetsOfOneIndicatorAreSeveralObjectives() {
    var result =
        read(
            RATIO
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: a }
                spec:
                  service: shop
                  indicatorRef: requests
                  timeWindow: [ { duration: 7d, isRolling: true } ]
                  budgetingMethod: Occurrences
                  objectives: [ { displayName: slo, target: 0.99 }, { target: 0.9 } ]
                """);

    assertThat(result.slos()).extracting(Slo::name).containsExactly("a/slo", "a/2");
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() {
    var result =
        read(
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: wrong }
            spec:
              indicatorRef: nothing
              timeWindow:
                - duration: 30 days
                  isRolling: true
              budgetingMethod: Guessing
              objectives: [ { target: 1 } ]
            """);

    assertThat(result.slos()).isEmpty();
    assertThat(result.problems())
        .extracting(
            problem -> String.valueOf(problem.place()).split(":")[1] + ": " + problem.message())
        .containsExactly(
            "1: spec.service is missing",
            "7: duration: 30 days (expected: 30d, 4w, 1M, 1Q or the like)",
            "5: indicatorRef: nothing is in none of the files (expected: an SLI document)",
            "10: target: 1 (expected: >= 0 and < 1)",
            "9: spec.budgetingMethod: Guessing (expected: Occurrences, Timeslices or"
                + " RatioTimeslices)");
  }

  @Test
  void aTargetOfEverythingLeavesNoBudget() {
    var result =
        read(
            RATIO
                + """
                apiVersion: openslo/v1
                kind: SLO
                metadata: { name: a }
                spec:
                  service: shop
                  indicatorRef: requests
                  timeWindow: [ { duration: 7d, isRolling: true } ]
                  budgetingMethod: Occurrences
                  objectives: [ { targetPercent: 100 } ]
                """);

    assertThat(result.problems())
        .extracting(problem -> problem.message())
        .containsExactly("targetPercent: 100 (expected: >= 0 and < 100)");
  }

  private static String annotated(String annotations) {
    return RATIO
        + """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: availability
          annotations: { %s }
        spec:
          service: shop
          indicatorRef: requests
          timeWindow: [ { duration: 30d, isRolling: true } ]
          budgetingMethod: Occurrences
          objectives: [ { targetPercent: 99.95 } ]
        """
            .formatted(annotations);
  }

  @Test
  void annotationsSayWhatABudgetMeansForReleases() {
    var result =
        read(
            annotated(
                "mainstay.dev/whenUsedUp: freeze, mainstay.dev/warnBelow: 25 %,"
                    + " mainstay.dev/approvals: '2', team: shop"));

    assertThat(result.problems()).isEmpty();
    assertThat(result.slos().getFirst().budgetRule())
        .isEqualTo(new BudgetRule(Percentage.of("25"), BudgetRule.WhenUsedUp.FREEZE, 2));
    assertThat(read(annotated("team: shop")).slos().getFirst().budgetRule()).isNull();
    assertThat(read(annotated("mainstay.dev/whenUsedUp: warn")).slos().getFirst().budgetRule())
        .isEqualTo(new BudgetRule(Percentage.of("50"), BudgetRule.WhenUsedUp.WARN, 1));
  }

  @Test
  void anAnnotationSaysWhatAContractPromises() {
    assertThat(read(annotated("mainstay.dev/sla: 99.5 %")).slos().getFirst().agreed())
        .isEqualByComparingTo("0.995");
    assertThat(read(annotated("team: shop")).slos().getFirst().agreed()).isNull();
    for (String wrong : List.of("100 %", "0 %", "99,5 %", "p95 < 500ms")) {
      assertThat(read(annotated("mainstay.dev/sla: '" + wrong + "'")).problems())
          .extracting(problem -> problem.message())
          .containsExactly(
              "mainstay.dev/sla: %s (expected: a percentage above 0 %% and below 100 %%, such as 99.5 %%)"
                  .formatted(wrong));
    }
    var two =
        read(
            annotated("mainstay.dev/sla: 99.5 %")
                .replace(
                    "[ { targetPercent: 99.95 } ]",
                    "[ { targetPercent: 99.95 }, { targetPercent: 99 } ]"));
    assertThat(two.problems())
        .extracting(problem -> problem.message())
        .containsExactly("mainstay.dev/sla: of 2 objectives (expected: a document of one)");
  }

  @Test
  void annotationsThatMeanNothingAreRefusedEachAtItsPlace() {
    assertThat(read(annotated("mainstay.dev/whenUsedUp: stop")).problems())
        .extracting(problem -> problem.message())
        .containsExactly("mainstay.dev/whenUsedUp: stop (expected: freeze or warn)");
    assertThat(
            read(annotated(
                    "mainstay.dev/whenUsedUp: freeze, mainstay.dev/approvals: none,"
                        + " mainstay.dev/freeze: yes"))
                .problems())
        .hasSize(2)
        .allMatch(problem -> problem.place() != null);
    assertThat(read(annotated("mainstay.dev/warnBelow: 10 %")).problems())
        .extracting(problem -> problem.message())
        .containsExactly("mainstay.dev/warnBelow without mainstay.dev/whenUsedUp (expected: both)");
  }
}
