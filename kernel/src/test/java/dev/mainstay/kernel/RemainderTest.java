package dev.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemainderTest {
  @Test
  void whatIsNotWholeIsNotShownAsWhole() {
    assertThat(Remainder.tenths(0.99996)).isEqualTo(99.9);
    assertThat(Remainder.tenths(0.9929)).isEqualTo(99.2);
    assertThat(Remainder.percent(0.9999999, 4)).isEqualTo(99.9999);
  }

  @Test
  void whatIsExactStays() {
    assertThat(Remainder.tenths(1)).isEqualTo(100);
    assertThat(Remainder.tenths(0.58)).isEqualTo(58);
    assertThat(Remainder.tenths(0.999)).isEqualTo(99.9);
    assertThat(Remainder.tenths(0)).isZero();
  }

  @Test
  void overspentIsNegativeAndUnknownStaysUnknown() {
    assertThat(Remainder.tenths(-1.58)).isEqualTo(-158);
    assertThat(Double.compare(Remainder.tenths(-0.0001), 0.0)).isZero();
    assertThat(Remainder.tenths(Double.NaN)).isNaN();
  }
}
