package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.problems;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsistencyChecksTest {
  private static final String MODE = "degradation: { bare: { when: cache fails, keeps: all } }\n";
  private static final String CACHE =
      "dependencies: { cache: { kind: cache, timeout: 9ms, required: %s, onFailure: %s } }\n";

  @Test
  void readinessAsksOnlyWhatEveryRequestRequires() {
    String given = "health: { readiness: { checks: [cache] } }\n" + CACHE;
    assertThat(codes(MODE + given.formatted("never", "{ degrade: bare }")))
        .containsExactly("MS-C001 E");
    assertThat(codes(given.formatted("{ for: 99.9 % }", "failFast"))).containsExactly("MS-C001 E");
    assertThat(codes(given.formatted("{ for: 100 % }", "failFast"))).isEmpty();
    assertThat(codes(given.formatted("always", "failFast"))).isEmpty();
  }

  @Test
  void readinessFindingPointsAtBothPlaces() {
    var problem =
        problems(
                service(
                    "api",
                    MODE
                        + "health: { readiness: { checks: [cache] } }\n"
                        + CACHE.formatted("never", "{ degrade: bare }")))
            .getFirst();
    assertThat(problem.place()).hasToString("file0.yaml:6:33");
    assertThat(problem.related())
        .singleElement()
        .satisfies(related -> assertThat(related.place()).hasToString("file0.yaml:7:63"));
  }

  @Test
  void livenessAsksNoDependency() {
    String given = CACHE.formatted("always", "failFast");
    assertThat(codes(given + "health: { liveness: { checks: [cache] } }\n"))
        .containsExactly("MS-C002 E");
    assertThat(codes(given + "health: { liveness: { checks: [] } }\n")).isEmpty();
  }

  @Test
  void everyModeIsEntered() {
    assertThat(codes(MODE + CACHE.formatted("always", "failFast"))).containsExactly("MS-C003 E");
    assertThat(codes(MODE + CACHE.formatted("never", "{ degrade: bare }"))).isEmpty();
  }

  @Test
  void modeIsEnteredByItsOwnDependencyOnly() {
    String other =
        CACHE
            .formatted("never", "{ degrade: bare }")
            .replace(
                " } }\n",
                " }, twin: { kind: cache, timeout: 9ms, required: never, onFailure: { degrade:"
                    + " bare } } }\n");
    assertThat(codes(MODE + other)).containsExactly("MS-C003 E");
  }

  @Test
  void repeatedCallsThatChangeSomethingHaveAKey() {
    String given = "dependencies: { out: { kind: %s, timeout: 9ms, retry: { attempts: %d%s } } }\n";
    assertThat(codes(given.formatted("externalApi", 2, ""))).containsExactly("MS-C004 W");
    assertThat(codes(given.formatted("externalApi", 1, ""))).isEmpty();
    assertThat(codes(given.formatted("externalApi", 2, ", key: id"))).isEmpty();
    assertThat(codes(given.formatted("cache", 2, ""))).isEmpty();
  }

  @Test
  void requiredDependencyDoesNotDegrade() {
    assertThat(codes(MODE + CACHE.formatted("always", "{ degrade: bare }")))
        .containsExactly("MS-C005 E");
    assertThat(codes(MODE + CACHE.formatted("{ for: 0.1 % }", "{ degrade: bare }")))
        .containsExactly("MS-C005 E");
    assertThat(codes(MODE + CACHE.formatted("{ for: 0 % }", "{ degrade: bare }"))).isEmpty();
  }

  @Test
  void optionalDependencyDoesNotFailTheRequest() {
    assertThat(codes(CACHE.formatted("never", "{ error: 500 }"))).containsExactly("MS-C006 E");
    assertThat(codes(CACHE.formatted("{ for: 0.1 % }", "{ error: 500 }"))).isEmpty();
  }

  @Test
  void retriesAreSpread() {
    String given =
        "dependencies: { out: { kind: cache, timeout: 9ms, retry: { attempts: %d, jitter: %s } }"
            + " }\n";
    assertThat(codes(given.formatted(2, "0 %"))).containsExactly("MS-C007 W");
    assertThat(codes(given.formatted(2, "0.1 %"))).isEmpty();
    assertThat(codes(given.formatted(1, "0 %"))).isEmpty();
  }

  @Test
  void criticalServiceSaysWhyItDoesWithout() {
    String given = MODE + CACHE.formatted("never", "{ degrade: bare }");
    assertThat(codes("criticality: critical\n" + given)).containsExactly("MS-C008 W");
    assertThat(codes("criticality: high\n" + given)).isEmpty();
    assertThat(
            codes(
                "criticality: critical\n"
                    + given.replace("required: never", "required: never, because: it is slow")))
        .isEmpty();
  }
}
