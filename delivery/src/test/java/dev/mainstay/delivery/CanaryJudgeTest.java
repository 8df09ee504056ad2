package dev.mainstay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.delivery.JudgePlan.Criterion;
import dev.mainstay.delivery.Judgement.State;
import dev.mainstay.design.Objective;
import dev.mainstay.kernel.Percentage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanaryJudgeTest {
  private static final JudgePlan PLAN =
      JudgePlan.of(
          List.of(
              new Criterion.Errors("availability", 500, 0.001),
              new Criterion.Slow("latency", Duration.ofMillis(200), 0.05)));

  private final CanaryJudge judge = new CanaryJudge(PLAN, "1.2.0", "1.1.0");
  private long nanos;

  private boolean observe(String version, int status, long millis, double share) {
    nanos += 10_000_000;
    return judge.observe(
        new TrafficObserver.Observation(
            "s", version, version + "-i", status, millis * 1_000_000, nanos, share));
  }

  /** Nine of the stable version, then one of the canary. */
  private void rounds(int count, int canaryStatus, long canaryMillis) {
    for (int i = 0; i < count; i++) {
      for (int s = 0; s < 9; s++) {
        observe("1.1.0", 200, 5, 0.9);
      }
      observe("1.2.0", canaryStatus, canaryMillis, 0.1);
    }
  }

  @Test
  void nothingIsSaidBeforeEnoughWasSeen() {
    rounds(199, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.INSUFFICIENT);
    assertThat(judge.judgement().reason())
        .isEqualTo("not enough seen of 1.2.0: 199 of 200 requests seen");
  }

  @Test
  void aGoodCanaryPassesOnceItsLatencyCountsToo() {
    rounds(299, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.INSUFFICIENT);
    assertThat(judge.judgement().reason()).contains("after its instances have warmed up");
    rounds(1, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.PASSING);
    assertThat(judge.judgement().reason())
        .contains("1.2.0 fails 0 % of 280 requests, 1.1.0 0 % of");
  }

  @Test
  void aStepAsksForRequestsOfItsOwn() {
    rounds(400, 200, 5);
    judge.step();
    rounds(49, 200, 5);
    assertThat(judge.judgement().reason()).contains("49 of 50 requests seen at this step");
    rounds(1, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.PASSING);
  }

  @Test
  void aFailingCanaryIsCondemnedWithFigures() {
    rounds(80, 503, 5);
    Judgement judgement = judge.judgement();
    assertThat(judgement.state()).isEqualTo(State.CONDEMNED);
    assertThat(judgement.reason())
        .startsWith("1.2.0 fails 100 % of 60 requests, 1.1.0 0 % of ")
        .contains("(tolerated: 0.1 % and 1.5 times 1.1.0; p ");
    assertThat(judgement.comparisons().getFirst().pValue()).isLessThanOrEqualTo(0.005);
  }

  @Test
  void aSlowCanaryIsCondemnedAfterItsWarmup() {
    rounds(200, 200, 250);
    assertThat(judge.judgement().comparisons().get(1).canary().total()).isZero();
    rounds(100, 200, 250);
    assertThat(judge.judgement().state()).isEqualTo(State.CONDEMNED);
    assertThat(judge.judgement().reason()).startsWith("1.2.0 takes over 200 ms for 100 % of ");
  }

  @Test
  void atTheThresholdARequestIsNotSlowAndBelowTheStatusItIsNoError() {
    rounds(1_000, 499, 200);
    assertThat(judge.judgement().state()).isEqualTo(State.PASSING);
  }

  @Test
  void aVerdictStands() {
    rounds(100, 500, 5);
    rounds(1_000, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.CONDEMNED);
  }

  @Test
  void requestsThatHadNoChoiceAndThoseOfOtherVersionsAreNotCompared() {
    for (int i = 0; i < 1_000; i++) {
      observe("1.2.0", 500, 5, 1);
      observe("0.9.0", 500, 5, 0.5);
    }
    assertThat(judge.judgement().state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void anOutageOfBothCondemnsNeither() {
    for (int i = 0; i < 1_000; i++) {
      for (int s = 0; s < 9; s++) {
        observe("1.1.0", 503, 250, 0.9);
      }
      observe("1.2.0", 503, 250, 0.1);
    }
    assertThat(judge.judgement().state()).isEqualTo(State.PASSING);
  }

  @Test
  void onePauseOfTheCanaryAloneIsNotEnough() {
    rounds(500, 200, 5);
    for (int i = 0; i < 50; i++) {
      nanos -= 10_000_000;
      observe("1.2.0", 200, 900, 0.1);
    }
    assertThat(judge.judgement().state()).isNotEqualTo(State.CONDEMNED);
  }

  /** The stable version alone answers, as the canary is not ready. */
  private void away(Duration time) {
    for (int i = 0; i <= time.toMillis() / 10; i++) {
      observe("1.1.0", 200, 5, 1);
    }
  }

  @Test
  void aCanaryThatFailedAndThenLeftIsCondemnedSoon() {
    rounds(400, 200, 5);
    rounds(15, 503, 5);
    assertThat(judge.judgement().reason()).contains("errors look worse, not yet proved");
    away(CanaryJudge.AWAY.multipliedBy(3));
    assertThat(judge.judgement().state()).isEqualTo(State.CONDEMNED);
    assertThat(judge.judgement().reason())
        .startsWith("1.2.0 fails 3.8 % of 395 requests")
        .contains("; no instance of it was ready for ")
        .endsWith(" in which 1.1.0 was");
  }

  @Test
  void absenceWeighsOncePerSpanOfIt() {
    rounds(60, 200, 5);
    rounds(5, 503, 5);
    away(CanaryJudge.AWAY.minusMillis(10));
    double before = evidence();
    observe("1.1.0", 200, 5, 1);
    double after = evidence();
    assertThat(after).isGreaterThan(before);
    observe("1.1.0", 200, 5, 1);
    assertThat(evidence()).isEqualTo(after);
  }

  private double evidence() {
    return judge.judgement().comparisons().getFirst().logEvidence();
  }

  @Test
  void aCanaryThatNeverFailedMayBeAwayForSomeSecondsButNotForLong() {
    rounds(100, 200, 5);
    away(CanaryJudge.AWAY.multipliedBy(3));
    rounds(400, 200, 5);
    assertThat(judge.judgement().state()).isEqualTo(State.PASSING);
    away(CanaryJudge.AWAY.multipliedBy(10));
    assertThat(judge.judgement().state()).isEqualTo(State.CONDEMNED);
  }

  @Test
  void aCanaryThatHasNotHadItsShareYetIsNotAway() {
    away(CanaryJudge.AWAY.multipliedBy(20));
    assertThat(judge.judgement().state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void aThresholdIsLearntFromTheStableVersionWhenThereIsNone() {
    var learning =
        new CanaryJudge(JudgePlan.of(List.of(new Criterion.Slow("", null, 0.05))), "2", "1");
    for (int i = 0; i < 3_000; i++) {
      nanos += 10_000_000;
      boolean canary = i > 300 && i % 10 == 0;
      if (learning.observe(
          new TrafficObserver.Observation(
              "s",
              canary ? "2" : "1",
              "i",
              200,
              (canary ? 130 : 30) * 1_000_000L,
              nanos,
              canary ? 0.1 : 0.9))) {
        break;
      }
    }
    assertThat(learning.judgement().state()).isEqualTo(State.CONDEMNED);
    assertThat(learning.judgement().reason()).startsWith("2 takes over 120 ms for 100 %");
  }

  @Test
  void thePlanTakesItsTolerancesFromTheObjectivesNamed() {
    var window = new Objective.Window(Duration.ofDays(30), false);
    JudgePlan plan =
        JudgePlan.of(
            List.of(
                new Objective(
                    "strict",
                    new Objective.Sli.Availability(500),
                    Percentage.of("99.99"),
                    null,
                    window),
                new Objective(
                    "availability",
                    new Objective.Sli.Availability(400),
                    Percentage.of("99.5"),
                    null,
                    window),
                new Objective(
                    "latency",
                    new Objective.Sli.Latency(Duration.ofMillis(300)),
                    Percentage.of("95"),
                    null,
                    window)),
            List.of("availability"));
    assertThat(plan.criteria())
        .containsExactly(
            new Criterion.Errors("availability", 400, plan.criteria().getFirst().tolerance()),
            new Criterion.Slow(
                "latency", Duration.ofMillis(300), plan.criteria().get(1).tolerance()));
    assertThat(plan.criteria().getFirst().tolerance()).isEqualTo(0.005, within(1e-12));
    assertThat(plan.criteria().get(1).tolerance()).isEqualTo(0.05, within(1e-12));
  }
}
