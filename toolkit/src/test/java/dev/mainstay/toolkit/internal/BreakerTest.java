package dev.mainstay.toolkit.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.toolkit.Policy.BreakerPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final HandTime time = new HandTime();
  private final List<String> moves = new ArrayList<>();
  private final Breaker breaker = breaker(0.5, 4);

  private Breaker breaker(double failures, int of) {
    return new Breaker(time, policy(failures, of), (from, to) -> moves.add(from + ">" + to));
  }

  private static Optional<BreakerPolicy> policy(double failures, int of) {
    return Optional.of(new BreakerPolicy(failures, of, Duration.ofSeconds(1)));
  }

  private void calls(boolean... successes) {
    for (boolean success : successes) {
      breaker.record(requireNonNull(breaker.acquire()), success);
    }
  }

  @Test
  void staysClosedOneFailureBelowTheThreshold() {
    calls(false, true, true, true);

    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void opensAtTheThresholdBeforeTheWindowIsFull() {
    calls(false, false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.acquire()).isNull();
    assertThat(moves).containsExactly("CLOSED>OPEN");
  }

  @Test
  void forgetsCallsOlderThanTheWindow() {
    calls(false, true, true, true, true, false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void roundsTheThresholdUp() {
    assertThat(new BreakerPolicy(0.5, 5, Duration.ofSeconds(1)).threshold()).isEqualTo(3);
    assertThat(new BreakerPolicy(0.3, 10, Duration.ofSeconds(1)).threshold()).isEqualTo(3);
    assertThat(new BreakerPolicy(0.001, 10, Duration.ofSeconds(1)).threshold()).isEqualTo(1);
  }

  @Test
  void refusesUntilTheOpenTimeIsOverAndNotLonger() {
    calls(false, false);

    time.advance(999);
    assertThat(breaker.acquire()).isNull();
    assertThat(breaker.blocks()).isTrue();

    time.advance(1);
    assertThat(breaker.blocks()).isFalse();
    assertThat(breaker.acquire()).isNotNull();
    assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
  }

  @Test
  void letsAsManyTrialsThroughAsCloseIt() {
    calls(false, false);
    time.advance(1000);

    var first = requireNonNull(breaker.acquire());
    var second = requireNonNull(breaker.acquire());
    assertThat(breaker.acquire()).isNull();

    breaker.record(first, true);
    assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    breaker.record(second, true);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void aReleasedTrialMakesRoomForAnother() {
    calls(false, false);
    time.advance(1000);
    var first = requireNonNull(breaker.acquire());
    breaker.acquire();

    breaker.release(first);

    assertThat(breaker.acquire()).isNotNull();
  }

  @Test
  void oneFailedTrialOpensItForTheWholeTimeAgain() {
    calls(false, false);
    time.advance(1000);
    calls(false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    time.advance(999);
    assertThat(breaker.acquire()).isNull();
    time.advance(1);
    assertThat(breaker.acquire()).isNotNull();
  }

  @Test
  void aLateFailureFromBeforeTheOutageDoesNotReopen() {
    var slow = requireNonNull(breaker.acquire());
    calls(false, false);
    time.advance(1000);
    calls(true, true);

    breaker.record(slow, false);
    calls(false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void backgroundChecksCloseItWithoutTraffic() {
    calls(false, false);

    breaker.probed(true);
    assertThat(breaker.state()).as("its time is not over").isEqualTo(Breaker.State.OPEN);

    time.advance(1000);
    breaker.probed(true);
    breaker.probed(true);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(moves).containsExactly("CLOSED>OPEN", "OPEN>HALF_OPEN", "HALF_OPEN>CLOSED");
  }

  @Test
  void aFailedBackgroundCheckOpensItAgain() {
    calls(false, false);
    time.advance(1000);

    breaker.probed(false);

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.blocks()).isTrue();
  }

  @Test
  void otherThresholdsJudgeTheCallsAlreadyMade() {
    calls(true, false);

    breaker.change(policy(0.25, 4));

    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void aSmallerWindowKeepsTheNewestCalls() {
    calls(false, true, true);

    breaker.change(policy(0.5, 2));

    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    calls(false);
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
  }

  @Test
  void withoutAPolicyEverythingPasses() {
    calls(false, false);

    breaker.change(Optional.empty());

    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    calls(false, false, false, false, false);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }
}
