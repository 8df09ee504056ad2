package dev.mainstay.alerting.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.alerting.internal.Verdict.Truth;
import dev.mainstay.design.Alert.Condition;
import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.objectives.ObjectiveStatus;
import dev.mainstay.objectives.ObjectiveStatus.Budget;
import dev.mainstay.objectives.ObjectiveStatus.BurnAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetConditionTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  private static ObjectiveStatus status(String name, double compliance, boolean burning) {
    return new ObjectiveStatus(
        "payment-api",
        name,
        Percentage.of("99.9"),
        null,
        new Objective.Window(Duration.ofDays(30), false),
        compliance,
        0,
        0,
        new Budget(0, 0, 1, 0, 0),
        List.of(),
        List.of(
            new BurnAlert("fast-burn", Duration.ofHours(1), Duration.ofMinutes(5), 14.4, burning)),
        NOW,
        Duration.ZERO,
        null,
        null);
  }

  private static Verdict judge(List<ObjectiveStatus> statuses, String... names) {
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

  @Test
  void isUnknownWithoutAKnownObjective() {
    assertThat(judge(List.of()).truth()).isEqualTo(Truth.UNKNOWN);
    assertThat(judge(List.of(status("latency", Double.NaN, false))).truth())
        .isEqualTo(Truth.UNKNOWN);
    assertThat(judge(List.of(status("latency", 1, false)), "other").truth())
        .isEqualTo(Truth.UNKNOWN);
  }
}
