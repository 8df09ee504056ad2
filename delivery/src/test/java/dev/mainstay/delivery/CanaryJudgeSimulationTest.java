package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.delivery.JudgePlan.Criterion;
import dev.mainstay.delivery.Rollout.Shared;
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
                      new Shared(begin, begin + r.nextDouble() * 15, r.nextDouble()));
                }))
        .isLessThanOrEqualTo(0.01);
  }

  @Test
  void aFailingReleaseIsCondemnedWithinAThousandRequests() {
    report("10 % errors", r -> Rollout.of(Version.of(0.001, 0.02), Version.of(0.1, 0.02)));
    report(
        "10 % errors at 50 %",
        r ->
            new Rollout(
                300, 60, 0.5, Version.of(0.001, 0.02), Version.of(0.1, 0.02), Shared.NOTHING));
    report("2 % errors", r -> Rollout.of(Version.of(0.001, 0.02), Version.of(0.02, 0.02)));
    report("30 % slow", r -> Rollout.of(Version.of(0.001, 0.02), Version.of(0.001, 0.3)));
    report(
        "30 % slow at 50 %",
        r ->
            new Rollout(
                300, 60, 0.5, Version.of(0.001, 0.02), Version.of(0.001, 0.3), Shared.NOTHING));
    report("100 %", r -> Rollout.of(Version.of(0.001, 0.02), Version.of(1, 1)));
  }

  private static void report(String name, Function<RandomGenerator, Rollout> rollouts) {
    var random = new Random(7);
    long[] after = new long[300];
    for (int i = 0; i < after.length; i++) {
      long n = rollouts.apply(random).condemnedAfter(PLAN, random);
      after[i] = n < 0 ? Long.MAX_VALUE : n;
    }
    java.util.Arrays.sort(after);
    System.out.printf("%s: p50 %d p99 %d max %d%n", name, after[150], after[297], after[299]);
  }

  private static double falselyCondemned(int rollouts, Function<RandomGenerator, Rollout> make) {
    var random = new Random(20261121);
    int condemned = 0;
    for (int i = 0; i < rollouts; i++) {
      if (make.apply(random).condemnedAfter(PLAN, random) >= 0) {
        condemned++;
      }
    }
    System.out.println("false: " + condemned + " of " + rollouts);
    return (double) condemned / rollouts;
  }
}
