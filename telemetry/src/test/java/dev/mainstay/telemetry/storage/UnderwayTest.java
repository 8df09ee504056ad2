package dev.mainstay.telemetry.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnderwayTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Underway underway = new Underway();

  @Test
  void nothingIsWaitedForWhereNothingBegan() {
    assertThat(underway.awaitEnded(SHORT)).isTrue();
    underway.end(underway.begin());
    assertThat(underway.awaitEnded(Duration.ZERO)).isTrue();
  }

  @Test
  void whatBeganBeforeIsWaitedFor() {
    int first = underway.begin();
    assertThat(underway.awaitEnded(SHORT)).isFalse();
    int second = underway.begin();
    underway.end(first);
    assertThat(underway.awaitEnded(SHORT)).isFalse();
    underway.end(second);
    assertThat(underway.awaitEnded(SHORT)).isTrue();
  }

  @Test
  void whatBeginsMeanwhileIsNotWaitedFor() {
    int before = underway.begin();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> underway.awaitEnded(LONG));
    int meanwhile = beginInNextTurn(before);
    underway.end(before);

    assertThat(waiting.join()).isTrue();
    assertThat(underway.awaitEnded(SHORT)).isFalse();
    underway.end(meanwhile);
    assertThat(underway.awaitEnded(SHORT)).isTrue();
  }

  private int beginInNextTurn(int present) {
    int turn = underway.begin();
    while (turn == present) {
      underway.end(turn);
      Thread.onSpinWait();
      turn = underway.begin();
    }
    return turn;
  }

  @Test
  void oneThatNeverEndsIsWaitedForEachTime() {
    underway.begin();
    for (int i = 0; i < 5; i++) {
      underway.end(underway.begin());
      assertThat(underway.awaitEnded(SHORT)).isFalse();
    }
  }

  @Test
  void anInterruptedThreadDoesNotWait() {
    underway.begin();
    Thread.currentThread().interrupt();
    assertThat(underway.awaitEnded(LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }
}
