package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static DesignResult read(String decision) {
    String body = "owner: both\ndecisions: { %s }\n".formatted(decision);
    return DesignReader.read(
        List.of(
            new SourceText("organisation.yaml", Checked.ORGANISATION),
            new SourceText("api.yaml", Checked.service("api", body))),
        Checked.SURROUNDINGS);
  }

  private static Problem problem(String decision) {
    List<Problem> problems = read(decision).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  @Test
  void decisionIsRead() {
    assertThat(
            read("go-live: { by: ana, on: 2026-11-21, says: yes, because: it is time }")
                .designs()
                .orElseThrow()
                .services()
                .getFirst()
                .decisions())
        .containsExactly(
            new Decision(Gate.GO_LIVE, "ana", LocalDate.of(2026, 11, 21), true, "it is time"));
  }

  @Test
  void gatePersonAndAnswerAreKnown() {
    assertThat(problem("go-life: { by: ana, on: 2026-11-21, says: yes }").fix())
        .isEqualTo("write `go-live`");
    assertThat(problem("go-live: { by: anna, on: 2026-11-21, says: yes }").fix())
        .isEqualTo("did you mean `ana`?");
    assertThat(problem("go-live: { by: ana, on: 2026-11-21, says: maybe }").message())
        .contains("yes or no");
  }

  @Test
  void nobodyDecidesInAdvance() {
    assertThat(problem("go-live: { by: ana, on: 2026-11-22, says: yes }").code())
        .isEqualTo("MS-C202");
  }
}
