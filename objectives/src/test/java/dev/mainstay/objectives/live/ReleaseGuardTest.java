package dev.mainstay.objectives.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.objectives.evaluation.BudgetPolicy;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Change;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Decision;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Left;
import dev.mainstay.objectives.evaluation.BudgetPolicy.Verdict;
import dev.mainstay.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReleaseGuardTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualTime time = new ManualTime();
  private final MemoryLiveStore store = new MemoryLiveStore();
  private final Map<String, Map<BudgetPolicy, List<Left>>> budgets = new TreeMap<>();

  private ReleaseGuard guard() {
    return new ReleaseGuard(service -> budgets.getOrDefault(service, Map.of()), store, time);
  }

  private static Left left(String objective, double remaining) {
    return new Left("shop", objective, remaining, 40 * remaining, 40, null);
  }

  private static Decision decide(ReleaseGuard guard) {
    return guard.decide(new Change("shop", "1.2", false));
  }

  @Test
  void withoutAPolicyNothingIsHeld() {
    Decision decision = decide(guard());

    assertThat(decision.verdict()).isEqualTo(Verdict.ALLOW);
    assertThatThrownBy(() -> guard().ask("shop", "1.2", "must", "ana", DAY))
        .hasMessageContaining("have a budget policy");
  }

  @Test
  void theStrictestPolicyDecidesAndAllTellWhy() {
    var warns = new BudgetPolicy(0.5, 0.2, false, 1);
    budgets.put(
        "shop",
        Map.of(
            BudgetPolicy.DEFAULT,
            List.of(left("availability", -0.5)),
            warns,
            List.of(left("latency", -1))));

    Decision decision = decide(guard());

    assertThat(decision.verdict()).isEqualTo(Verdict.FREEZE);
    assertThat(decision.reasons())
        .containsExactly(
            "a budget is used up: only changes for reliability until there is some again",
            "availability: -50.0 % of the budget left, -20.0 of 40.0 minutes",
            "a budget is used up",
            "latency: -100.0 % of the budget left, -40.0 of 40.0 minutes");
    assertThat(guard().decide(new Change("shop", "1.2", true)).verdict()).isEqualTo(Verdict.WARN);
  }

  @Test
  void anExceptionHoldsOnceApprovedUntilItsEndAndOverARestart() {
    budgets.put("shop", Map.of(BudgetPolicy.DEFAULT, List.of(left("availability", -0.5))));
    ReleaseGuard guard = guard();

    ReleaseException asked = guard.ask("shop", "1.2", "the law changes", "ana", DAY);
    assertThat(decide(guard).verdict()).isEqualTo(Verdict.FREEZE);
    assertThatThrownBy(() -> guard.approve(asked.id(), "ana"))
        .hasMessage("EXC-1: asked for by ana (expected: approval by somebody else)");
    guard.approve(asked.id(), "bo");
    guard.approve(asked.id(), "bo");

    assertThat(decide(guard()).verdict()).isEqualTo(Verdict.WARN);
    assertThat(decide(guard()).reasons().getFirst())
        .contains("EXC-1, the law changes", "approved by bo");
    assertThat(guard().decide(new Change("shop", "1.3", false)).verdict())
        .isEqualTo(Verdict.FREEZE);
    assertThat(store.types())
        .containsExactly(LiveEvents.EXCEPTION_ASKED, LiveEvents.EXCEPTION_APPROVED);

    time.advance(DAY);

    assertThat(decide(guard()).verdict()).isEqualTo(Verdict.FREEZE);
    assertThatThrownBy(() -> guard().approve(asked.id(), "cy")).hasMessageContaining("ended at");
  }

  @Test
  void anExceptionThatIsTakenBackNoLongerHolds() {
    budgets.put("shop", Map.of(BudgetPolicy.DEFAULT, List.of(left("availability", -0.5))));
    ReleaseGuard guard = guard();
    ReleaseException asked = guard.ask("shop", "1.2", "the law changes", "ana", DAY);
    guard.approve(asked.id(), "bo");
    assertThatThrownBy(() -> guard.ask("shop", "1.2", "again", "cy", DAY))
        .hasMessageContaining("EXC-1: asked for shop 1.2 already");

    guard.withdraw(asked.id(), "postponed", "ana");

    assertThat(decide(guard).verdict()).isEqualTo(Verdict.FREEZE);
    assertThat(guard.ask("shop", "1.2", "again", "cy", DAY).id()).isEqualTo("EXC-2");
  }

  @Test
  void whatIsNotKnownWarnsAndDoesNotFreeze() {
    budgets.put(
        "shop",
        Map.of(
            BudgetPolicy.DEFAULT,
            List.of(new Left("shop", "a", Double.NaN, Double.NaN, 40, "being counted"))));

    assertThat(decide(guard()))
        .isEqualTo(new Decision(Verdict.WARN, List.of("a: not known, being counted")));
  }
}
