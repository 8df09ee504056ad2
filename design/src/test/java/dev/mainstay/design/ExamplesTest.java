package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExamplesTest {
  @Test
  void referenceSystemReadsWithoutAProblem() {
    DesignResult result = DesignReader.read(Examples.sources(), Examples.surroundings());

    assertThat(result.problems()).isEmpty();
    assertThat(result.designs())
        .hasValueSatisfying(designs ->
            assertThat(designs.services())
                .extracting(Service::name)
                .containsExactly("fraud-api", "payment-api"));
  }

  @Test
  void everyValueOfTheReferenceSystemHasAPlace() {
    Sources places = DesignReader.read(Examples.sources(), Examples.surroundings()).places();

    assertThat(places.of("payment-api", "dependencies/postgres/timeout"))
        .hasValueSatisfying(place -> {
          assertThat(place.file()).isEqualTo("payment-api.yaml");
          assertThat(
                  Examples.read(Examples.OPS.resolve(place.file()))
                      .lines()
                      .toList()
                      .get(place.line() - 1)
                      .substring(place.column() - 1, place.column() - 1 + place.length()))
              .isEqualTo("500ms");
        });
  }

  @Test
  void policyOfTheReferenceSystemCompiles() {
    var designs =
        DesignReader.read(Examples.sources(), Examples.surroundings()).designs().orElseThrow();

    String policy = PolicyCompiler.compile(designs.service("payment-api").orElseThrow());

    assertThat(policy)
        .isEqualTo(
            Examples.read(
                Examples.ROOT.resolve("design/src/test/resources/payment-api.policy.json")));
  }
}
