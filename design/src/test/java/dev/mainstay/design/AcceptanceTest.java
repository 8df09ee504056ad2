package dev.mainstay.design;

import static dev.mainstay.design.Checked.TODAY;
import static dev.mainstay.design.Checked.codes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private static final String FOUND = "health: { readiness: { every: 5s, timeout: 8s } }\n";
  private static final String MENDED = "health: { readiness: { every: 5s, timeout: 5s } }\n";

  private static String accepted(LocalDate until) {
    return accepted("MS-T004", until);
  }

  private static String accepted(String code, LocalDate until) {
    return "accepted: { %s: { because: it is replaced, until: %s } }\n".formatted(code, until);
  }

  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("api.yaml", Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  @Test
  void acceptedFindingIsNoProblemUntilItsDayHasPassed() {
    assertThat(codes(FOUND)).containsExactly("MS-T004 E");
    assertThat(codes(FOUND + accepted(TODAY))).isEmpty();
    assertThat(codes(FOUND + accepted(TODAY.minusDays(1))))
        .containsExactlyInAnyOrder("MS-T004 E", "MS-C009 E");
  }

  @Test
  void acceptedFindingIsKeptWithItsReason() {
    DesignResult result = read(FOUND + accepted(TODAY));

    assertThat(result.designs()).isPresent();
    assertThat(result.accepted())
        .singleElement()
        .satisfies(accepted -> {
          assertThat(accepted.problem().code()).isEqualTo("MS-T004");
          assertThat(accepted.acceptance().because()).isEqualTo("it is replaced");
        });
    assertThat(result.results())
        .filteredOn(each -> each.code().equals("MS-T004"))
        .extracting(CheckResult::verdict)
        .containsExactly(CheckResult.Verdict.FAIL);
  }

  @Test
  void whatIsMendedNeedsNoAcceptance() {
    assertThat(codes(MENDED + accepted(TODAY))).containsExactly("MS-C200 W");
    assertThat(codes(MENDED + accepted(TODAY.minusDays(1)))).containsExactly("MS-C200 W");
  }

  @Test
  void acceptanceLastsAYearAtMost() {
    assertThat(codes(FOUND + accepted(TODAY.plusYears(1)))).isEmpty();
    assertThat(codes(FOUND + accepted(TODAY.plusYears(1).plusDays(1))))
        .containsExactly("MS-C201 W");
  }

  @Test
  void acceptedCodeIsThatOfACheck() {
    assertThat(formProblem(accepted("MS-T994", TODAY)))
        .satisfies(problem -> {
          assertThat(problem.message()).contains("MS-T994");
          assertThat(problem.fix()).contains("did you mean `MS-T");
          assertThat(problem.place()).hasToString("api.yaml:6:13");
        });
    assertThat(formProblem(accepted("MS-F007", TODAY)).code()).isEqualTo("MS-F009");
  }

  @Test
  void acceptanceCannotBeAccepted() {
    for (String code : List.of("MS-C009", "MS-C200", "MS-C201")) {
      assertThat(formProblem(accepted(code, TODAY)).code()).isEqualTo("MS-F009");
    }
  }

  @Test
  void codeInSmallLettersIsToldOnce() {
    assertThat(formProblem(accepted("ms-t004", TODAY)).fix()).isEqualTo("write `MS-T004`");
  }

  @Test
  void acceptedFindingsAreCountedInTheSummary() {
    DesignResult result = read(FOUND + accepted(TODAY));

    assertThat(Diagnostics.render(result, false, 80, false)).isEqualTo("no problems, 1 accepted\n");
    assertThat(Diagnostics.render(result, true, 80, false))
        .startsWith("accepted[MS-T004]: readiness timeout 8s, longer than its interval of 5s\n")
        .contains("= until " + TODAY + ": it is replaced\n")
        .endsWith("no problems, 1 accepted\n");
  }

  private static Problem formProblem(String body) {
    List<Problem> problems = read(FOUND + body).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }
}
