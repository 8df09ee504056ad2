package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Claim;
import dev.mainstay.kernel.Claim.Bound;
import dev.mainstay.kernel.Claim.Method;
import dev.mainstay.kernel.Claim.Status;
import dev.mainstay.kernel.Claim.Target;
import dev.mainstay.kernel.Claim.Unit;
import dev.mainstay.kernel.Evidence;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration FRESH = Duration.ofDays(30);
  private static final Claim WITHIN_5M =
      new Claim(
          "api/delivery/rollback",
          "api",
          "a bad version is taken back within 5m",
          Target.within(Duration.ofMinutes(5)),
          Method.ROLLBACK_DRILL,
          FRESH);

  private static Evidence measured(double seconds, Instant at) {
    return new Evidence(WITHIN_5M.id(), at, seconds, "drill-1");
  }

  private static Status status(Evidence... evidence) {
    return WITHIN_5M.status(List.of(evidence), NOW);
  }

  @Test
  void withoutEvidenceItIsUnproven() {
    assertThat(status()).isEqualTo(Status.UNPROVEN);
    assertThat(status(new Evidence("another", NOW, 1, "drill-2"))).isEqualTo(Status.UNPROVEN);
    assertThat(status(measured(1, NOW.plusNanos(1)))).isEqualTo(Status.UNPROVEN);
  }

  @Test
  void targetItselfIsMet() {
    assertThat(status(measured(300, NOW))).isEqualTo(Status.HOLDS);
    assertThat(status(measured(300.001, NOW))).isEqualTo(Status.FAILS);
  }

  @Test
  void evidenceIsFreshToTheLastInstant() {
    assertThat(status(measured(300, NOW.minus(FRESH)))).isEqualTo(Status.HOLDS);
    assertThat(status(measured(300, NOW.minus(FRESH).minusNanos(1)))).isEqualTo(Status.STALE);
  }

  @Test
  void failureDoesNotGetBetterByWaiting() {
    assertThat(status(measured(301, NOW.minus(Duration.ofDays(9_000))))).isEqualTo(Status.FAILS);
  }

  @Test
  void latestEvidenceCounts() {
    assertThat(status(measured(9_000, NOW.minusSeconds(1)), measured(1, NOW)))
        .isEqualTo(Status.HOLDS);
    assertThat(status(measured(1, NOW.minusSeconds(1)), measured(9_000, NOW)))
        .isEqualTo(Status.FAILS);
    assertThat(status(measured(1, NOW), measured(9_000, NOW))).isEqualTo(Status.FAILS);
  }

  @Test
  void targetsReadAloud() {
    assertThat(Target.within(Duration.ofMillis(2500))).hasToString("at most 2500ms");
    assertThat(Target.atLeast(Percentage.of("99.95"))).hasToString("at least 99.95 %");
    assertThat(Target.atLeast(Rate.perSecond(200))).hasToString("at least 200/s");
    assertThat(new Target(Bound.AT_MOST, 3, Unit.COUNT)).hasToString("at most 3");
  }

  /** One definition, read from the top: what is latest, is it met, is it fresh. */
  @Property
  void statusDependsOnTheLatestEvidenceOnly(@ForAll("ledgers") List<Evidence> ledger) {
    Status status = WITHIN_5M.status(ledger, NOW);

    Instant latest =
        ledger.stream()
            .map(Evidence::at)
            .filter(at -> !at.isAfter(NOW))
            .max(Instant::compareTo)
            .orElse(null);
    if (latest == null) {
      assertThat(status).isEqualTo(Status.UNPROVEN);
      return;
    }
    boolean met =
        ledger.stream()
            .filter(each -> each.at().equals(latest))
            .allMatch(each -> each.measured() <= 300);
    boolean fresh = !latest.plus(FRESH).isBefore(NOW);
    assertThat(status).isEqualTo(met ? fresh ? Status.HOLDS : Status.STALE : Status.FAILS);
  }

  @Property
  void orderOfTheLedgerDoesNotMatter(
      @ForAll("ledgers") List<Evidence> ledger, @ForAll @IntRange(max = 99) int seed) {
    List<Evidence> shuffled = new ArrayList<>(ledger);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(WITHIN_5M.status(shuffled, NOW)).isEqualTo(WITHIN_5M.status(ledger, NOW));
  }

  /** Whatever the ledger, time alone makes nothing hold that did not. */
  @Property
  void timeAloneProvesNothing(@ForAll("past") List<Evidence> ledger) {
    Status now = WITHIN_5M.status(ledger, NOW);
    Status later = WITHIN_5M.status(ledger, NOW.plus(FRESH).plusNanos(1));

    assertThat(later).isEqualTo(now == Status.HOLDS ? Status.STALE : now);
  }

  @Provide
  Arbitrary<List<Evidence>> ledgers() {
    return evidence(Arbitraries.of(-1L, 0L, 1L, 29L, 30L, 31L));
  }

  @Provide
  Arbitrary<List<Evidence>> past() {
    return evidence(Arbitraries.of(0L, 1L, 29L, 30L, 31L));
  }

  private static Arbitrary<List<Evidence>> evidence(Arbitrary<Long> daysAgo) {
    return Combinators.combine(daysAgo, Arbitraries.of(0.0, 299.9, 300.0, 300.1, 1e9))
        .as((days, seconds) -> measured(seconds, NOW.minus(Duration.ofDays(days))))
        .list()
        .ofMaxSize(5);
  }
}
