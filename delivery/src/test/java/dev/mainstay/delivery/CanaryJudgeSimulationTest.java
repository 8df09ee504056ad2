package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.delivery.JudgePlan.Criterion;
import dev.mainstay.delivery.Rollout.Outage;
import dev.mainstay.delivery.Rollout.Version;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CanaryJudgeSimulationTest {
  private static final JudgePlan PLAN =
      JudgePlan.of(
          List.of(
              new Criterion.Errors("availability", 500, 0.001),
              new Criterion.Slow("latency", Duration.ofMillis(200), 0.05)));

  @Test
  void equalVersionsAreCondemnedInAtMostOnePercent() {
    assertThat(
            falselyCondemned(
                1_000,
                r -> {
                  var version = Version.of(r.nextDouble() * 0.01, r.nextDouble() * 0.1);
                  return Rollout.of(version, version);
                }))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void versionsAtTheEdgeOfTheTolerancesAreCondemnedInAtMostOnePercent() {
    assertThat(falselyCondemned(1_000, r -> Rollout.of(Version.of(0, 0), Version.of(0.001, 0.05))))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void versionsAtTheEdgeOfTheRatioAreCondemnedInAtMostOnePercent() {
    assertThat(
            falselyCondemned(
                1_000,
                r -> {
                  double errors = 0.002 + r.nextDouble() * 0.1;
                  return Rollout.of(Version.of(errors, 0.2), Version.of(errors * 1.5, 0.3));
                }))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void sharedOutagesAndPausesAndColdStartsCondemnInAtMostOnePercent() {
    assertThat(
            falselyCondemned(
                1_000,
                r -> {
                  double errors = r.nextDouble() * 0.002;
                  double begin = r.nextDouble() * 40;
                  return new Rollout(
                      100 + r.nextDouble() * 300,
                      60,
                      r.nextBoolean() ? 0.1 : 0.5,
                      new Version(errors, 0.02, 30, 0),
                      new Version(errors, 0.02, 30, 200),
                      new Outage(begin, begin + r.nextDouble() * 15, r.nextDouble()),
                      Outage.NONE);
                }))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void aCanaryThatAloneStandsStillOnceForUpToASecondIsCondemnedInAtMostOnePercent() {
    assertThat(
            falselyCondemned(
                1_000,
                r -> {
                  double begin = 1 + r.nextDouble() * 50;
                  return new Rollout(
                      100 + r.nextDouble() * 300,
                      60,
                      r.nextBoolean() ? 0.1 : 0.5,
                      Version.of(0.0005, 0.02),
                      Version.of(0.0005, 0.02),
                      Outage.NONE,
                      new Outage(begin, begin + r.nextDouble(), Math.min(1, r.nextDouble() * 2)));
                }))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void aCanaryThatFailsForTenSecondsIsCondemned() {
    assertThat(
            condemnedAfter(
                200,
                r ->
                    new Rollout(
                        300,
                        60,
                        0.1,
                        Version.of(0.0005, 0.02),
                        Version.of(0.0005, 0.02),
                        Outage.NONE,
                        new Outage(20, 30, 1))))
        .allSatisfy(requests -> assertThat(requests).isPositive());
  }

  @Test
  void twentyGoodReleasesInARowAreAllLetThrough() {
    var version = new Version(0.001, 0.02, 60, 0);
    assertThat(falselyCondemned(20, r -> Rollout.of(version, new Version(0.001, 0.02, 60, 200))))
        .isZero();
  }

  @Test
  void tenPercentErrorsAreCondemnedWithinAThousandRequests() {
    assertThat(condemnedAfter(200, r -> Rollout.of(Version.of(0.001, 0.02), Version.of(0.1, 0.02))))
        .allSatisfy(requests -> assertThat(requests).isBetween(1L, 1_000L));
  }

  @Test
  void thirtyPercentSlowRequestsAreCondemnedWithinAThousandRequests() {
    assertThat(
            condemnedAfter(200, r -> Rollout.of(Version.of(0.001, 0.02), Version.of(0.001, 0.3))))
        .allSatisfy(requests -> assertThat(requests).isBetween(1L, 1_000L));
  }

  @Test
  void aBrokenReleaseIsCondemnedWithinSeconds() {
    assertThat(condemnedAfter(200, r -> Rollout.of(Version.of(0.001, 0.02), Version.of(1, 1))))
        .allSatisfy(requests -> assertThat(requests).isBetween(1L, 200L));
  }

  private static List<Long> condemnedAfter(int rollouts, Function<RandomGenerator, Rollout> make) {
    var random = new Random(7);
    return java.util.stream.IntStream.range(0, rollouts)
        .mapToObj(i -> make.apply(random).condemnedAfter(PLAN, random))
        .toList();
  }

  private static double falselyCondemned(int rollouts, Function<RandomGenerator, Rollout> make) {
    var random = new Random(20261121);
    int condemned = 0;
    for (int i = 0; i < rollouts; i++) {
      if (make.apply(random).condemnedAfter(PLAN, random) >= 0) {
        condemned++;
      }
    }
    return (double) condemned / rollouts;
  }
}
