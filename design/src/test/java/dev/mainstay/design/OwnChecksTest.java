package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnChecksTest {
  private static final String SERVICE =
      """
      owner: both
      criticality: critical
      instances: { min: 2, max: 2 }
      dependencies:
        store: { kind: database, timeout: 250ms, required: { for: 30 % } }
        prices: { kind: cache, timeout: 20ms }
      """;

  private static DesignResult read(String check) {
    return read(check, SERVICE);
  }

  private static DesignResult read(String check, String service) {
    return DesignReader.read(
        List.of(
            new SourceText("organisation.yaml", Checked.ORGANISATION + "checks:\n" + check),
            new SourceText("api.yaml", Checked.service("api", service))),
        Checked.SURROUNDINGS);
  }

  private static String check(String holds) {
    return "  SHOP-001: { of: service, holds: \"" + holds + "\", message: not as agreed }\n";
  }

  private static List<String> found(String holds) {
    DesignResult result = read(check(holds));
    assertThat(result.read()).as(result.problems().toString()).isPresent();
    return result.problems().stream().map(Problem::code).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service.instances.min == 2",
        "service.name == 'api' && organisation.name == 'example'",
        "service.criticality == 'critical'",
        "service.interface.http.deadline == duration('2500ms')",
        "service.dependencies.store.timeout < duration('1s')",
        "service.dependencies.store.required['for'] <= 0.3",
        "service.dependencies.prices.timeout < service.dependencies.store.timeout",
        "service.dependencies.all(name, service.dependencies[name].timeout <= duration('250ms'))",
        "service.dependencies.exists(name, service.dependencies[name].kind == 'cache')",
        "organisation.teams.both.onCall.rotation.size() == 2",
        "organisation.people.exists(name, name == 'ben')",
        "!has(service.delivery)"
      })
  void valuesAreThoseOfTheFileWithDefaults(String holds) {
    assertThat(found(holds)).isEmpty();
    assertThat(found("!(" + holds + ")")).containsExactly("SHOP-001");
  }

  @Test
  void findingSaysWhatWhereAndWhy() {
    Problem problem =
        read("""
          SHOP-001:
            when: service.criticality == 'critical'
            holds: service.instances.min >= 3
            message: a critical service runs on fewer than three instances
            why: one is taken by a rollout and one may die
            fix: "write `min: 3`"
            severity: warning
            at: instances/min
        """)
            .problems()
            .getFirst();

    assertThat(problem.code()).isEqualTo("SHOP-001");
    assertThat(problem.isError()).isFalse();
    assertThat(problem.place()).hasToString("api.yaml:7:19");
    assertThat(problem.arithmetic()).isEqualTo("false: service.instances.min >= 3");
    assertThat(problem.why()).isEqualTo("one is taken by a rollout and one may die");
    assertThat(problem.fix()).isEqualTo("write `min: 3`");
  }

  @Test
  void checkIsOnlyForTheServicesOfItsWhen() {
    String check =
        "  SHOP-001: { when: service.criticality == 'low', holds: 'false', message: never }\n";
    DesignResult result = read(check);

    assertThat(result.problems()).isEmpty();
    assertThat(result.results())
        .filteredOn(each -> each.code().equals("SHOP-001"))
        .extracting(CheckResult::verdict)
        .containsExactly(CheckResult.Verdict.NOT_APPLICABLE);
  }

  @Test
  void ownFindingCanBeAccepted() {
    DesignResult result =
        read(
            check("service.instances.min >= 3"),
            SERVICE + "accepted: { SHOP-001: { because: it is small, until: 2026-12-31 } }\n");

    assertThat(result.problems()).isEmpty();
    assertThat(result.accepted()).hasSize(1);
  }

  @Test
  void faultInAConditionHasItsPlace() {
    List<Problem> problems =
        read("  SHOP-001: { holds: service.instances.min >> 3, message: few }\n").problems();

    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("MS-F011"));
    assertThat(problems.getFirst().place())
        .satisfies(place -> {
          assertThat(place.file()).isEqualTo("organisation.yaml");
          assertThat(place.column()).isBetween(45, 46);
        });
  }

  @Test
  void unknownNamesAndWrongTypesAreFaults() {
    for (String holds :
        List.of("servise.name == 'api'", "1 + 1", "foo(service)", "service.name ==")) {
      assertThat(read(check(holds)).problems())
          .as(holds)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("MS-F011"));
    }
  }

  @Test
  void faultInAFoldedConditionNamesLineAndColumn() {
    String check = "  SHOP-001:\n    message: few\n    holds: |\n      true &&\n      servise\n";

    assertThat(read(check).problems().getFirst().message()).contains("line 2, column 1");
  }

  @Test
  void whatCannotBeDecidedIsAFinding() {
    Problem problem = read(check("service.recovery.rpo < duration('5m')")).problems().getFirst();

    assertThat(problem.code()).isEqualTo("SHOP-001");
    assertThat(problem.message()).startsWith("SHOP-001 cannot be decided: ").contains("recovery");
    assertThat(found("service.name")).containsExactly("SHOP-001");
    assertThat(found("1 / 0 == 1")).containsExactly("SHOP-001");
  }

  @Test
  void evaluationIsBounded() {
    String numbers =
        "[0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,"
            + "0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,"
            + "0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]";
    String pairs = numbers + ".all(a, " + numbers + ".all(b, a + b >= 0))";

    assertThat(read(check(pairs)).problems().getFirst().message()).contains("cannot be decided");
    assertThat(read(check("[1].all(a, [1].all(b, [1].all(c, true)))")).problems().getFirst().code())
        .isEqualTo("MS-F011");
    assertThat(read(check("true || ".repeat(130) + "true")).problems().getFirst().code())
        .isEqualTo("MS-F011");
    assertThat(read(check("(".repeat(400) + "true" + ")".repeat(400))).problems().getFirst().code())
        .isEqualTo("MS-F011");
  }

  @Test
  void ownCodesAreNotMainstays() {
    assertThat(read(check("true").replace("SHOP-001", "MS-T001")).problems().getFirst().code())
        .isEqualTo("MS-F007");
  }

  /**
   * The example of the documentation finds what it says, and its language is not loaded without it.
   */
  @Test
  void documentedExampleWorks() {
    String page = Examples.read(Examples.ROOT.resolve("docs/own-checks.md"));
    String example =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    DesignResult result =
        DesignReader.read(
            List.of(
                new SourceText("organisation.yaml", Checked.ORGANISATION + example),
                new SourceText("api.yaml", Checked.service("api", SERVICE))),
            Checked.SURROUNDINGS);

    assertThat(result.problems()).extracting(Problem::code).containsExactly("SHOP-001", "SHOP-002");
  }
}
