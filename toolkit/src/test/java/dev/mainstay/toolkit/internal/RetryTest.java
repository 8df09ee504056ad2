package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.Policy.Retry;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Retry RETRY =
      new Retry(3, Duration.ofMillis(50), 2, 0, Duration.ofMillis(1000), 0.1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void theWaitGrowsByTheFactor() {
    assertThat(Backoff.after(1, RETRY, () -> 0)).isEqualTo(Duration.ofMillis(50));
    assertThat(Backoff.after(2, RETRY, () -> 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(Backoff.after(3, RETRY, () -> 0)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void waitsGrowNoLongerThanTheLongest() {
    var capped =
        new Retry(
            9, Duration.ofMillis(50), 2, 0, Duration.ofSeconds(9), 0.1, Duration.ofMillis(120));
    assertThat(Backoff.after(2, capped, () -> 0)).isEqualTo(Duration.ofMillis(100));
    assertThat(Backoff.after(3, capped, () -> 0)).isEqualTo(Duration.ofMillis(120));
    assertThat(Backoff.after(8, capped, () -> 0)).isEqualTo(Duration.ofMillis(120));
  }

  @Test
  void stopsAfterTheLastAttempt() {
    assertThat(again(2, 0, 50, LONG)).isTrue();
    assertThat(again(3, 0, 50, LONG)).isFalse();
  }

  @Test
  void stopsWhereTheTimeForRetriesEnds() {
    assertThat(again(1, 949, 50, LONG)).isTrue();
    assertThat(again(1, 950, 50, LONG)).as("equal is too late").isFalse();
    assertThat(again(1, 951, 50, LONG)).isFalse();
  }

  @Test
  void stopsAtTheDeadline() {
    assertThat(again(1, 0, 50, Duration.ofMillis(51))).isTrue();
    assertThat(again(1, 0, 50, Duration.ofMillis(50))).as("equal is too late").isFalse();
    assertThat(again(1, 0, 50, Duration.ofMillis(49))).isFalse();
  }

  private static boolean again(int attempt, long elapsed, long wait, Duration remaining) {
    return Backoff.again(
        attempt, RETRY, Duration.ofMillis(elapsed), Duration.ofMillis(wait), remaining);
  }

  @Property
  void jitterOnlyShortensAndByNoMoreThanItsShare(
      @ForAll @IntRange(min = 1, max = 100) int attempt,
      @ForAll @IntRange(max = 10_000) int waitMillis,
      @ForAll @DoubleRange(min = 1, max = 100) double factor,
      @ForAll @DoubleRange(min = 0, max = 1) double jitter,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double random) {
    Retry retry =
        new Retry(100, Duration.ofMillis(waitMillis), factor, jitter, Duration.ofSeconds(1), 0.1);
    Retry exact =
        new Retry(100, Duration.ofMillis(waitMillis), factor, 0, Duration.ofSeconds(1), 0.1);

    long full = Backoff.after(attempt, exact, () -> 0).toNanos();
    long wait = Backoff.after(attempt, retry, () -> random).toNanos();

    assertThat(wait).isLessThanOrEqualTo(full);
    assertThat((double) wait).isGreaterThanOrEqualTo(full * (1 - jitter) - 1);
    assertThat(full).isLessThanOrEqualTo(Duration.ofDays(1).toNanos());
  }

  @Test
  void theBudgetAllowsOneRetryForTenCallsAtATenth() {
    RetryBudget budget = new RetryBudget();
    for (int i = 0; i < RetryBudget.MOST; i++) {
      assertThat(budget.spend()).isTrue();
    }

    for (int i = 0; i < 9; i++) {
      budget.earn(0.1);
    }
    assertThat(budget.spend()).as("nine tenths").isFalse();
    budget.earn(0.1);
    assertThat(budget.spend()).as("ten tenths").isTrue();
    assertThat(budget.spend()).isFalse();
  }

  @Test
  void theBudgetDoesNotGrowBeyondItsMost() {
    RetryBudget budget = new RetryBudget();
    budget.earn(1000);

    int retries = 0;
    while (budget.spend()) {
      retries++;
    }

    assertThat(retries).isEqualTo(RetryBudget.MOST);
  }
}
