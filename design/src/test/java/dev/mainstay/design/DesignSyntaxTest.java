package dev.mainstay.design;

import static dev.mainstay.design.DesignReaderTest.HEAD;
import static dev.mainstay.design.DesignReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import org.junit.jupiter.api.Test;

/** What is refused of YAML, and what of it is read in any spelling. */
class DesignSyntaxTest {
  @Test
  void anchorsAliasesAndTagsAreRefusedWhereTheyStand() {
    DesignResult result =
        read(HEAD + "owner: &a operators\ncriticality: *a\ntelemetry: !!map { every: 1s }\n");
    assertThat(result.problems())
        .filteredOn(problem -> problem.code().equals("MS-F003"))
        .extracting(problem -> problem.place() + "")
        .containsExactly("a.yaml:5:8", "a.yaml:6:14", "a.yaml:7:12");
  }

  @Test
  void tabIsToldWithItsPlace() {
    Problem problem = read(HEAD + "health:\n\tliveness: {}\n").problems().getFirst();
    assertThat(problem.code()).isEqualTo("MS-F001");
    assertThat(problem.place()).hasToString("a.yaml:6:1");
    assertThat(problem.fix()).contains("spaces");
  }

  @Test
  void bracesInAFlowMappingAreToldToBeQuoted() {
    Problem problem =
        read(HEAD + "objectives: { p: { good: a_total{status=\"ok\"}, total: a_total } }\n")
            .problems()
            .getFirst();
    assertThat(problem.code()).isEqualTo("MS-F001");
    assertThat(problem.place()).hasToString("a.yaml:5:33");
    assertThat(problem.fix()).contains("quote");
  }

  @Test
  void linesMayEndInAnyWay() {
    DesignResult result =
        read(
            (HEAD + "owner: Who\n").replace("\n", "\r\n"),
            "\uFEFF" + HEAD.replace("name: api", "name: b"));
    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.place()).hasToString("a.yaml:5:8"));
  }

  @Test
  void nestedTooDeepIsRefused() {
    DesignResult result = read(HEAD + "health: " + "[".repeat(40) + "]".repeat(40) + "\n");
    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("nested deeper"));
  }

  @Test
  void fileBeyondTheLimitIsRefused() {
    assertThat(read("#".repeat((1 << 20) + 1)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MS-F001"));
  }

  @Test
  void severalDocumentsMayStandInOneFile() {
    DesignResult result = read(HEAD + "---\n" + HEAD.replace("name: api", "name: other"));
    assertThat(result.designs().orElseThrow().services()).hasSize(2);
  }

  @Test
  void duplicateKeyShowsBothPlaces() {
    DesignResult result = read(HEAD + "owner: operators\nowner: others\n");
    Problem problem = result.problems().getFirst();
    assertThat(problem.code()).isEqualTo("MS-F002");
    assertThat(problem.place()).hasToString("a.yaml:6:1");
    assertThat(problem.related().getFirst().place()).hasToString("a.yaml:5:1");
  }
}
