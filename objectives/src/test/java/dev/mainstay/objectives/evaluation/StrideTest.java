package dev.mainstay.objectives.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrideTest {
  private final Stride stride = new Stride();

  private long hoursAfter(int... samples) {
    IntStream.of(samples).forEach(stride::had);
    return stride.length().toHours();
  }

  @Test
  void growsWhileASeriesHasFewSamples() {
    assertThat(hoursAfter(59)).isEqualTo(2);
    assertThat(hoursAfter(1)).isEqualTo(4);
    assertThat(hoursAfter(60)).isEqualTo(4);
    assertThat(hoursAfter(120)).isEqualTo(4);
  }

  @Test
  void endsAtSixtyFourHours() {
    assertThat(hoursAfter(1, 1, 1, 1, 1, 1)).isEqualTo(64);
    assertThat(hoursAfter(1)).isEqualTo(64);
  }

  @Test
  void shrinksWhenASeriesHasMany() {
    assertThat(hoursAfter(1, 1, 1, 121)).isEqualTo(4);
    assertThat(hoursAfter(240)).isEqualTo(2);
    assertThat(hoursAfter(240, 240)).isEqualTo(1);
  }

  @Test
  void startsAnewAfterAGapAndWhereSamplesAreDense() {
    assertThat(hoursAfter(1, 1, 1, 0)).isEqualTo(1);
    assertThat(hoursAfter(1, 1, 1, 241)).isEqualTo(1);
  }
}
