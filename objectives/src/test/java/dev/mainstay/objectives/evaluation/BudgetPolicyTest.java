package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.slo.BudgetWindow.Span;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Change;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Decision;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Level;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Verdict;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Waiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetPolicyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final BudgetPolicy POLICY = new BudgetPolicy(0.5, 0.2, true, 2);
  private static final Change FEATURE = new Change("shop", "1.7", false);

  private static SloStatus status(double remaining) {
    return new SloStatus(
        "shop",
        "availability",
        NOW,
        new Span(NOW.minus(Duration.ofDays(30)), NOW),
        0.999,
        0.9991,
        new SloStatus.Budget(
            SloStatus.Unit.EVENTS, 100, 100 * (1 - remaining), remaining, 43.2, 43.2 * remaining),
        Events.NONE,
        List.of(),
        List.of(),
        List.of(),
        NOW,
        null,
        List.of(),
        null);
  }

  private static Decision decide(Change change, double remaining, Waiver... waivers) {
    return POLICY.decide(change, List.of(status(remaining)), List.of(waivers), NOW);
  }

  private static Waiver waiver(Instant until, String... approvedBy) {
    return new Waiver("shop", "1.7", "the law changes", "ana", Set.of(approvedBy), until);
  }

  @Test
  void aLevelBeginsBelowItsLimit() {
    assertThat(POLICY.level(status(0.5))).isEqualTo(Level.HEALTHY);
    assertThat(POLICY.level(status(Math.nextDown(0.5)))).isEqualTo(Level.WARNING);
    assertThat(POLICY.level(status(0.2))).isEqualTo(Level.WARNING);
    assertThat(POLICY.level(status(Math.nextDown(0.2)))).isEqualTo(Level.CRITICAL);
    assertThat(POLICY.level(status(Double.MIN_VALUE))).isEqualTo(Level.CRITICAL);
    assertThat(POLICY.level(status(0))).isEqualTo(Level.EXHAUSTED);
  }

  @Test
  void aLowBudgetWarnsAndAUsedUpOneFreezes() {
    assertThat(decide(FEATURE, 0.8).verdict()).isEqualTo(Verdict.ALLOW);
    assertThat(decide(FEATURE, 0.3))
        .isEqualTo(
            new Decision(
                Verdict.WARN,
                List.of("availability: 30.0 % of the budget left, 13.0 of 43.2 minutes")));
    assertThat(decide(FEATURE, 0))
        .isEqualTo(
            new Decision(
                Verdict.FREEZE,
                List.of(
                    "a budget is used up: only changes for reliability until there is some again",
                    "availability: 0.0 % of the budget left, 0.0 of 43.2 minutes")));
  }

  @Test
  void budgetsOfOtherServicesDoNotCount() {
    assertThat(decide(new Change("cart", "1", false), -1).verdict()).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aRepairGoesAheadInAFreeze() {
    assertThat(decide(new Change("shop", "1.7", true), -1).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void aWaiverNeedsEnoughOthersAndHasAnEnd() {
    Instant later = NOW.plusMillis(1);

    assertThat(decide(FEATURE, 0, waiver(later, "bo", "cy")).verdict()).isEqualTo(Verdict.WARN);
    assertThat(decide(FEATURE, 0, waiver(later, "bo", "ana")))
        .matches(decision -> decision.verdict() == Verdict.FREEZE)
        .matches(decision ->
            decision
                .reasons()
                .contains("the exception has 1 approvals by others than ana (expected: 2)"));
    assertThat(decide(FEATURE, 0, waiver(NOW, "bo", "cy")))
        .matches(decision -> decision.verdict() == Verdict.FREEZE)
        .matches(decision -> decision.reasons().contains("the exception ended at " + NOW));
  }
}
