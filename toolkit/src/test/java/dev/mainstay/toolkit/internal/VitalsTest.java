package dev.mainstay.toolkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VitalsTest {
  private final Vitals vitals = new Vitals();

  private boolean after(boolean... results) {
    for (boolean result : results) {
      vitals.result(result);
    }
    return vitals.failing();
  }

  @Test
  void failsWithTheThirdFailureInARow() {
    assertThat(after(false, false)).isFalse();
    assertThat(after(false)).isTrue();
  }

  @Test
  void aSuccessInBetweenStartsTheCountAgain() {
    assertThat(after(false, false, true, false, false)).isFalse();
  }

  @Test
  void worksWithTheSecondSuccessInARow() {
    after(false, false, false);

    assertThat(after(true)).isTrue();
    assertThat(after(true)).isFalse();
  }

  @Test
  void failuresBetweenSuccessesKeepItFailing() {
    after(false, false, false);

    assertThat(after(true, false, true, false, true)).isTrue();
  }

  @Test
  void failsWhileTheBreakerIsNotClosed() {
    vitals.breaker(false);
    assertThat(vitals.failing()).isTrue();

    assertThat(after(true, true, true)).as("only the breaker can tell").isTrue();

    vitals.breaker(true);
    assertThat(vitals.failing()).isFalse();
  }
}
