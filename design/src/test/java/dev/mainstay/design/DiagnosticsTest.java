package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Place;
import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final String CONTRADICTION =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: api
      summary: Answers
      interface: { http: { deadline: 1200ms } }
      dependencies:
        network:
          kind: externalApi
          timeout: 500ms
          retry: { attempts: 3, wait: 50ms, factor: 2, jitter: 50 %, key: id }
      """;

  private static final String MISSPELT =
      """
      apiVersion: mainstay/v1
      kind: Service
      name: api
      summary: Answers
      dependencies:
        # \uD83D\uDE80 wide
        store: { kind: database, timeout: 250, "\uD83D\uDE80": 1, retries: { attempts: 2 } }
      """;

  private static DesignResult check(String text) {
    return DesignReader.read(
        List.of(new SourceText("ops/api.yaml", text)), new Surroundings(Map.of(), Checked.TODAY));
  }

  private static String golden(String name) {
    return Examples.read(Examples.ROOT.resolve("design/src/test/resources/diagnostics/" + name));
  }

  @Test
  void contradictionShowsBothPlacesTheArithmeticAndTheFix() {
    DesignResult result = check(CONTRADICTION);

    assertThat(Diagnostics.render(result.problems(), result.places(), 100, false))
        .isEqualTo(golden("contradiction.txt"));
  }

  @Test
  void problemsOfFormAreUnderlinedBehindWideCharacters() {
    DesignResult result = check(MISSPELT);

    assertThat(Diagnostics.render(result.problems(), result.places(), 100, false))
        .isEqualTo(golden("misspelt.txt"));
  }

  @Test
  void coloursChangeNothingButTheColours() {
    DesignResult result = check(CONTRADICTION);

    String coloured = Diagnostics.render(result.problems(), result.places(), 100, true);

    assertThat(coloured).contains("\u001b[1;31merror[MS-T001]\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(Diagnostics.render(result.problems(), result.places(), 100, false));
  }

  @Test
  void narrowScreenWrapsTheNotes() {
    DesignResult result = check(CONTRADICTION);

    assertThat(
            Diagnostics.render(result.problems(), result.places(), 60, false)
                .lines()
                .filter(line -> line.contains("why:") || line.contains("fix:")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void goodDesignHasNoProblems() {
    assertThat(Diagnostics.render(List.of(), List.of(), 80, false)).isEqualTo("no problems\n");
  }

  @Test
  void problemWithoutAPlaceOrInAnotherFileIsTold() {
    var port = Problem.error("MS-X001", "port 8300 is taken", null, "choose another");
    var elsewhere = Problem.error("MS-X002", "wrong", new Place("other.yaml", 7, 2, 3), "mend it");

    assertThat(Diagnostics.render(List.of(port, elsewhere), List.of(), 80, false))
        .isEqualTo(
            """
            error[MS-X001]: port 8300 is taken
              = fix: choose another

            error[MS-X002]: wrong
             --> other.yaml:7:2
              |
              = fix: mend it

            2 errors; more about a code: mainstay explain MS-X001
            """);
  }

  @Test
  void controlCharactersOfTheFileDoNotReachTheTerminal() {
    var text = new SourceText("a.yaml", "name: \u001b[31mred\u0007\n");
    var problem = Problem.error("MS-X003", "bad \u001b[0m", new Place("a.yaml", 1, 7, 4), null);

    String shown = Diagnostics.render(List.of(problem), List.of(text), 80, false);

    assertThat(shown.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl)).isTrue();
  }
}
