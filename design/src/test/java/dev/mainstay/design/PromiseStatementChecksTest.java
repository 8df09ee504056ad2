package dev.mainstay.design;

import static dev.mainstay.design.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** One service's promises against each other and against what is reported of them. */
class PromiseStatementChecksTest {
  @Test
  void contractMayBeLooserByItsThreshold() {
    given("MS-P001", "objectives: { p: { of: http, good: p95 < 200ms, sla: @@ } }")
        .holds("p95 < 500ms", "p90 < 200ms", "94.9 %")
        .fails("p95 < 200ms", "p99 < 100ms", "95 %");
    given("MS-P001", "objectives: { e: { of: http, good: errors < 0.1 %, sla: @@ } }")
        .holds("errors < 0.2 %")
        .fails("errors < 0.1 %", "99.95 %");
  }

  @Test
  void sameEventsHaveOneShare() {
    var rate =
        given(
            "MS-P007",
            """
            objectives:
              availability: { of: http, good: status < 500, slo: 99.95 %, over: 30d }
              errors: { of: http, good: errors < @@, over: 30d }
            """);
    rate.holds("0.05 %").fails("0.1 %", "0.04 %");
    assertThat(rate.sum("0.1 %"))
        .isEqualTo("availability allows 0.05 % bad, errors allows 0.1 %: 0.05 % <> 0.1 %");
    given(
            "MS-P007",
            """
            objectives:
              month: { of: http, good: status < 500, slo: 99.9 %, over: 30d }
              other: { of: http, good: @@ }
            """)
        .holds(
            "status < 500, slo: 99 %, over: 7d",
            "status < 400, slo: 99 %, over: 30d", "duration < 1s, slo: 99 %, over: 30d")
        .fails("status < 500, slo: 99 %, over: 30d");
  }

  @Test
  void differentExclusionsAreDifferentPromises() {
    given(
            "MS-P007",
            """
            dependencies:
              bank: { kind: externalApi, timeout: 9ms, onFailure: { error: 424 } }
            objectives:
              all: { of: http, good: status < 500, slo: 99.5 % }
              own: { of: http, good: status < 500, slo: 99.9 %, excludes: [@@] }
            """)
        .holds("bank")
        .fails("");
  }

  @Test
  void sameShareHasOneThreshold() {
    given(
            "MS-P008",
            """
            objectives:
              one: { of: http, good: p95 < 200ms }
              other: { of: http, good: @@ }
            """)
        .holds("p95 < 200ms", "p99 < 300ms", "p95 < 300ms, over: 7d")
        .fails("p95 < 201ms", "duration < 150ms, slo: 95 %");
  }

  @Test
  void higherPercentileHasTheLongerThreshold() {
    given(
            "MS-P009",
            """
            objectives:
              p50: { of: http, good: p50 < 50ms }
              p95: { of: http, good: p95 < 200ms }
              p99: { of: http, good: @@ }
            """)
        .holds("p99 < 500ms", "p99 < 200ms", "p99 < 100ms, over: 7d", "p999 < 500ms")
        .fails("p99 < 199ms", "p99.9 < 40ms");
  }

  @Test
  void budgetIsWhatTheObjectiveLeaves() {
    var rolling =
        given("MS-P010", "objectives: { a: { of: http, good: status < 500, slo: 99.95 %, @@ } }");
    rolling
        .holds("budget: 21.6m", "budget: 1296s", "budget: 21.7m", "over: month, budget: 21.9m")
        .holds(
            "over: month, budget: 22.32m", "over: 365d, budget: 4.38h", "over: 7d, budget: 5.04m")
        .fails(
            "budget: 21.9m", "budget: 20m", "over: month, budget: 25m", "over: month, budget: 19m");
    assertThat(rolling.sum("budget: 21.9m")).isEqualTo("(100 % - 99.95 %) x 30d = 21.6m <> 21.9m");
  }

  @Test
  void statusSaysWhatWasMeasured() {
    given("MS-P011", "objectives: { a: { of: http, good: errors < 0.05 %, measured: @@ } }")
        .holds("0.05 %, status: met", "0.04 %, status: met", "0.08 %, status: missed", "0.08 %")
        .fails("0.08 %, status: met", "0.05 %, status: missed");
    given("MS-P011", "objectives: { a: { of: http, good: p95 < 200ms, measured: @@ } }")
        .holds("87ms, status: met", "200ms, status: met", "96 %, status: met")
        .fails("201ms, status: met", "87ms, status: missed", "94 %, status: met");
    given("MS-P011", "objectives: { a: { of: http, good: throughput > 100/s, measured: @@ } }")
        .holds("100/s, status: met")
        .fails("99/s, status: met");
  }

  @Test
  void spentBudgetIsTheMeasuredShare() {
    given("MS-P012", "objectives: { a: { of: http, good: status < 500, slo: 99.95 %, @@ } }")
        .holds("measured: 99.97 %, used: 12.96m", "measured: 99.97 %, used: 13.5m")
        .holds("over: month, measured: 99.97 %, used: 6.5m", "used: 6.5m")
        .fails("measured: 99.97 %, used: 6.5m", "measured: 99.97 %, used: 14m")
        .fails("over: month, measured: 99.97 %, used: 15m");
  }

  @Test
  void restOfTheBudgetAddsUp() {
    given("MS-P013", "objectives: { a: { of: http, good: status < 500, slo: 99.95 %, @@ } }")
        .holds("used: 5.4m, left: 75 %", "used: 5.4m, left: 76 %", "left: 10 %")
        .holds("budget: 21.9m, used: 5m, left: 77 %", "used: 30m, left: 0 %")
        .fails("used: 5.4m, left: 77 %", "used: 18m, left: 27 %");
  }

  @Test
  void overspentBudgetIsNotMet() {
    given("MS-P014", "objectives: { a: { of: http, good: status < 500, slo: 99.9 %, used: @@ } }")
        .holds("43.2m, status: met", "50m, status: missed", "44m, status: met, over: month")
        .fails("43.3m, status: met", "45m, status: met, over: month");
  }

  @Test
  void sameEventsAreMeasuredOnce() {
    given(
            "MS-P015",
            """
            objectives:
              a: { of: http, good: status < 500, slo: 99.95 %, measured: 99.97 % }
              b: { of: http, good: errors < 0.05 %, measured: @@ }
            """)
        .holds("0.03 %", "0.08 %, over: 7d")
        .fails("0.08 %");
  }

  @Test
  void sentenceAndShareAgree() {
    given("MS-P033", "objectives: { a: { of: http, good: @@ } }")
        .holds("p95 < 200ms", "p95 < 200ms, slo: 95 %", "errors < 1 %, slo: 99 %")
        .holds("p999 < 200ms, slo: 99.9 %", "duration < 200ms, slo: 99 %")
        .fails("p95 < 200ms, slo: 99 %", "errors < 1 %, slo: 99.9 %");
  }

  @Test
  void designThatLooksWrongAndIsRightIsSilent() {
    assertThat(
            Checked.codes(
                """
                traffic: { typical: 100/s, peak: 300/s }
                instances: { min: 2, max: 3, each: { capacity: 200/s } }
                dependencies: { bank: { kind: externalApi, timeout: 9ms, onFailure: { error: 424 } } }
                objectives:
                  month: { of: http, good: status < 500, slo: 99.95 %, sla: 99.9 %, over: month, budget: 21.9m }
                  errors: { of: http, good: errors < 0.05 %, over: month, measured: 0.05 %, status: met }
                  week: { of: http, good: status < 500, slo: 99.5 %, over: 7d }
                  own: { of: http, good: status < 500, slo: 99.99 %, excludes: [bank] }
                  p50: { of: http, good: p50 < 199ms }
                  p95: { of: http, good: p95 < 200ms, sla: p95 < 500ms }
                  kept: { of: data, slo: 99.999 %, sla: 99.99 % }
                  events: { of: events, slo: 99.99 %, measured: 99.995 %, status: met }
                  load: { of: http, good: throughput > 600/s }
                """))
        .isEmpty();
  }
}
