package dev.mainstay.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Percentage;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurnRuleTest {
  private static final BigDecimal ALLOWED = new BigDecimal("0.001");

  private static Objective objective(String slo, Duration window) {
    return new Objective(
        "availability",
        new Objective.Sli.Availability(500),
        Percentage.of(slo),
        null,
        new Objective.Window(window, false));
  }

  private static BurnRule fast() {
    return BurnRule.of(objective("99.9", Duration.ofDays(30))).getFirst();
  }

  private static Counts bad(double bad, double total) {
    return new Counts(total - bad, total);
  }

  @Test
  void thirtyDaysHaveTheWorkbooksFactors() {
    assertThat(BurnRule.of(objective("99.9", Duration.ofDays(30))))
        .extracting(rule -> rule.name() + " " + rule.factor().stripTrailingZeros().toPlainString())
        .containsExactly("fast-burn 14.4", "quick-burn 6", "steady-burn 3", "slow-burn 1");
  }

  @Test
  void burnsAboveTheFactorAndNotAtIt() {
    Counts at = bad(144, 10_000);
    Counts above = bad(145, 10_000);
    assertThat(fast().burns(at, at, ALLOWED)).isFalse();
    assertThat(fast().burns(above, above, ALLOWED)).isTrue();
  }

  @Test
  void bothWindowsMustBurn() {
    Counts at = bad(144, 10_000);
    Counts above = bad(145, 10_000);
    assertThat(fast().burns(above, at, ALLOWED)).isFalse();
    assertThat(fast().burns(at, above, ALLOWED)).isFalse();
  }

  @Test
  void burnsFromTenBadEventsOn() {
    assertThat(fast().burns(bad(9, 9), bad(9, 9), ALLOWED)).isFalse();
    assertThat(fast().burns(bad(10, 10), bad(1, 1), ALLOWED)).isTrue();
  }

  @Test
  void anotherWindowScalesTheFactorsButNotBelowOne() {
    assertThat(BurnRule.of(objective("99.9", Duration.ofDays(7))))
        .extracting(rule -> rule.factor().doubleValue())
        .containsExactly(3.36, 1.4, 1.0, 1.0);
  }

  @Test
  void rulesLongerThanTheWindowAreLeftOut() {
    assertThat(BurnRule.of(objective("99.9", Duration.ofDays(1))))
        .extracting(BurnRule::name)
        .containsExactly("fast-burn", "quick-burn", "steady-burn");
    assertThat(BurnRule.of(objective("99.9", Duration.ofDays(1).minusSeconds(1))))
        .extracting(BurnRule::name)
        .containsExactly("fast-burn", "quick-burn");
  }

  @Test
  void aLooseObjectiveCanStillBurn() {
    BurnRule rule = BurnRule.of(objective("90", Duration.ofDays(30))).getFirst();
    assertThat(rule.factor().doubleValue()).isEqualTo(9.0);
    assertThat(rule.burns(bad(90, 100), bad(90, 100), new BigDecimal("0.1"))).isFalse();
    assertThat(rule.burns(bad(91, 100), bad(91, 100), new BigDecimal("0.1"))).isTrue();
  }
}
