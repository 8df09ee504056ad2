package dev.mainstay.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.Exemplars.Exemplar;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarsTest {
  private static final Labels A = Labels.of("m", "job", "a");
  private static final Labels B = Labels.of("m", "job", "b");

  private final Exemplars exemplars = new Exemplars(3);

  private static Exemplar at(long millis) {
    return new Exemplar(Labels.of("", "trace_id", "t" + millis), 1, millis);
  }

  private List<Exemplar> all(Labels series) {
    return exemplars
        .find(List.of(List.of(Matcher.equal("job", series.value("job")))), 0, 1000)
        .getOrDefault(series, List.of());
  }

  @Test
  void keepsTheYoungestOfAll() {
    exemplars.add(A, at(1));
    exemplars.add(B, at(2));
    exemplars.add(A, at(3));
    exemplars.add(B, at(4));
    assertThat(exemplars.size()).isEqualTo(3);
    assertThat(all(A)).containsExactly(at(3));
    assertThat(all(B)).containsExactly(at(2), at(4));
    assertThat(exemplars.find(List.of(List.of(Matcher.metric("m"))), 3, 3)).containsOnlyKeys(A);
  }

  @Test
  void takesNoneTwiceAndNoneThatIsOlder() {
    assertThat(exemplars.add(A, at(5))).isEqualTo(Exemplars.Added.KEPT);
    assertThat(exemplars.add(A, at(5))).isEqualTo(Exemplars.Added.KNOWN);
    assertThat(exemplars.add(A, at(4))).isEqualTo(Exemplars.Added.LATE);
    assertThat(exemplars.add(A, new Exemplar(Labels.of("", "trace_id", "t".repeat(121)), 1, 6)))
        .isEqualTo(Exemplars.Added.TOO_LONG);
    assertThat(all(A)).containsExactly(at(5));
  }
}
