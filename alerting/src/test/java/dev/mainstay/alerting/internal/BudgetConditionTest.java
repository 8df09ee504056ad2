package dev.mainstay.alerting.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.internal.Verdict.Truth;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.slo.BudgetWindow;
import dev.mainstay.objectives.evaluation.Events;
import dev.mainstay.objectives.evaluation.SloStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetConditionTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
  private static final SloStatus.Budget BUDGET =
      new SloStatus.Budget(SloStatus.Unit.EVENTS, 0, 0, 1, 0, 0);

  private static SloStatus status(String name, double indicator, boolean burning) {
    return status(name, indicator, fastBurn(burning), null);
  }

  private static SloStatus status(
      String name, double indicator, SloStatus.Burn rule, SloStatus.@Nullable Agreement agreement) {
    return new SloStatus(
        "payment-api",
        name,
        NOW,
        new BudgetWindow.Span(NOW.minus(Duration.ofDays(30)), NOW),
        0.999,
        indicator,
        BUDGET,
        Events.NONE,
        List.of(),
        List.of(rule),
        List.of(),
        NOW,
        agreement,
        List.of(),
        null);
  }

  private static SloStatus.Burn fastBurn(boolean burning) {
    return new SloStatus.Burn(
        "fast-burn", Duration.ofHours(1), Duration.ofMinutes(5), 14.4, burning);
  }

  private static Verdict judge(List<SloStatus> statuses, String... names) {
    return new Conditions(List.of(), statuses, true)
        .judge(new Condition.BudgetBurns(List.of(names)));
  }

  @Test
  void holdsWhenAnyChosenObjectiveBurns() {
    var statuses = List.of(status("availability", 0.9, true), status("latency", 0.99, false));
    assertThat(judge(statuses))
        .isEqualTo(
            Verdict.holds(
                "the error budget of availability burns at more than 14.4 times its pace over 1h"
                    + " and 5m"));
    assertThat(judge(statuses, "availability").truth()).isEqualTo(Truth.HOLDS);
    assertThat(judge(statuses, "latency").truth()).isEqualTo(Truth.CLEAR);
  }

  private static Verdict judge(SloStatus status, String rule) {
    return new Conditions(List.of(), List.of(status), true)
        .judge(new Condition.BudgetBurns(List.of(), List.of(rule)));
  }

  @Test
  void onlyTheChosenRulesCount() {
    SloStatus fast = status("availability", 0.9, true);
    assertThat(judge(fast, "fast-burn").truth()).isEqualTo(Truth.HOLDS);
    assertThat(judge(fast, "slow-burn").truth()).isEqualTo(Truth.CLEAR);
  }

  @Test
  void whatAPolicyAsksForIsNotForThoseWhoWatchEveryObjective() {
    Duration hour = Duration.ofHours(1);
    SloStatus asked =
        status("availability", 0.9, new SloStatus.Burn("page/fast", hour, hour, 10, true), null);

    assertThat(judge(List.of(asked)).truth()).isEqualTo(Truth.CLEAR);
    assertThat(judge(asked, "page/fast"))
        .isEqualTo(
            Verdict.holds(
                "the error budget of availability burns at a pace that its policy page/fast alerts"
                    + " on, 10 times over 1h"));
  }

  @Test
  void missingDataHoldsWhereAPolicyAsksForIt() {
    var noData = new SloStatus.Burn("page/no-data", Duration.ZERO, Duration.ZERO, 0, false);

    assertThat(judge(status("availability", Double.NaN, noData, null), "page/no-data"))
        .isEqualTo(
            Verdict.holds("nothing is known of availability, as its policy page/no-data watches"));
  }

  @Test
  void isUnknownWithoutAKnownObjective() {
    assertThat(judge(List.of()).truth()).isEqualTo(Truth.UNKNOWN);
    assertThat(judge(List.of(status("latency", Double.NaN, false))).truth())
        .isEqualTo(Truth.UNKNOWN);
    assertThat(judge(List.of(status("latency", 1, false)), "other").truth())
        .isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void anAgreementIsWatchedByItsOwnNameOnly() {
    var burning = new SloStatus.Agreement(0.99, 0.9, BUDGET, List.of(fastBurn(true)), null, null);
    var statuses = List.of(status("availability", 0.9, fastBurn(false), burning));
    assertThat(judge(statuses, "availability-sla"))
        .isEqualTo(
            Verdict.holds(
                "what the SLA of availability allows burns at more than 14.4 times its pace over"
                    + " 1h and 5m"));
    assertThat(judge(statuses, "availability").truth()).isEqualTo(Truth.CLEAR);
    assertThat(judge(statuses).truth()).isEqualTo(Truth.CLEAR);
  }
}
