package dev.mainstay.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class PatternsTest {
  @Test
  void whoAsksWithTheSameGetsTheSame() {
    assertThat(Patterns.of("5..|429", 0)).isSameAs(Patterns.of("5..|429", 0));
    assertThat(Patterns.of("5.+", Pattern.DOTALL).matches("5\n")).isTrue();
    assertThat(Patterns.of("5.+", 0).matches("5\n")).isFalse();
  }

  @Test
  void whatMayTakeMuchMemoryIsNotKept() {
    assertThat(Patterns.isSmall("a".repeat(200))).isTrue();
    assertThat(Patterns.isSmall("a".repeat(201))).isFalse();
    assertThat(Patterns.isSmall("10\\.0\\..*")).isTrue();
    assertThat(Patterns.isSmall("a{2}")).isFalse();
    assertThat(Patterns.isSmall("\\pL")).isFalse();
    assertThat(Patterns.isSmall("\\PL")).isFalse();
    assertThat(Patterns.of("a{2}", 0)).isNotSameAs(Patterns.of("a{2}", 0));
    assertThat(Patterns.of("a{2}", 0).matches("aa")).isTrue();
  }

  @Test
  void moreThanAreKeptAreCompiledAnew() {
    Pattern first = Patterns.of("first", 0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(Patterns.of("x" + i, 0).matches("x" + i)).isTrue();
    }
    assertThat(Patterns.of("first", 0)).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void whatIsNoExpressionIsRefusedEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Patterns.of("(", 0)).isInstanceOf(PatternSyntaxException.class);
    }
  }
}
