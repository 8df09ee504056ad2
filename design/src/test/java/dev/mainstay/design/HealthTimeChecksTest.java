package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Probes, start-up and restarts: on both sides of each limit, and at it. */
class HealthTimeChecksTest {
  @Test
  void phasesFitIntoStartUp() {
    String given = "health: { startup: { within: %s, phases: { pools: 5s, cache: 20s } } }\n";
    assertThat(codes(given.formatted("24s"))).containsExactly("MS-T008 E");
    assertThat(codes(given.formatted("25s"))).isEmpty();
    assertThat(codes("health: { startup: { within: 1s } }\n")).isEmpty();
  }

  @Test
  void startUpProbeWaitsAsLongAsStartUpMayTake() {
    String given = "health: { startup: { within: %s, every: 5s, failures: 6, delay: 10s } }\n";
    assertThat(codes(given.formatted("41s"))).containsExactly("MS-T009 E");
    assertThat(codes(given.formatted("40s"))).isEmpty();
    assertThat(codes("health: { startup: { within: 40s, every: 5s } }\n")).isEmpty();
  }

  @Test
  void startUpIsTheSameInBothSections() {
    String given =
        """
        instances: { each: { startup: %s } }
        health: { startup: { within: 40s, phases: { pools: 10s, cache: 20s } } }
        """;
    assertThat(codes(given.formatted("29s"))).containsExactly("MS-T010 E");
    assertThat(codes(given.formatted("30s"))).isEmpty();
    assertThat(codes(given.formatted("40s"))).isEmpty();
    assertThat(codes(given.formatted("41s"))).containsExactly("MS-T010 E");
  }

  @Test
  void livenessWaitsUntilTheProcessCanHaveStarted() {
    String given =
        """
        instances: { each: { startup: %s } }
        health: { liveness: { every: 10s, failures: 3%s } }
        """;
    assertThat(codes(given.formatted("31s", ""))).containsExactly("MS-T011 W");
    assertThat(codes(given.formatted("30s", ""))).isEmpty();
    assertThat(codes(given.formatted("31s", ", delay: 1s"))).isEmpty();
    assertThat(codes("instances: { each: { startup: 31s } }\n")).as("defaults").isEmpty();
  }

  @Test
  void startUpProbeHoldsLivenessBack() {
    assertThat(
            codes(
                """
                instances: { each: { startup: 60s } }
                health:
                  startup: { within: 60s, every: 5s, failures: 12 }
                  liveness: { every: 10s, failures: 3 }
                """))
        .isEmpty();
  }

  @Test
  void probeOutlastsItsChecksTogether() {
    String given =
        """
        health: { readiness: { every: 5s, timeout: %s, checks: { store: 2s, ledger: 1s } } }
        dependencies:
          store: { kind: database, timeout: 4s }
          ledger: { kind: database, timeout: 1s }
        interface: { http: { deadline: 9s } }
        """;
    assertThat(codes(given.formatted("1999ms"))).containsExactly("MS-T007 E");
    assertThat(codes(given.formatted("2999ms"))).containsExactly("MS-T012 W");
    assertThat(codes(given.formatted("3s"))).isEmpty();
  }

  @Test
  void checksOfAMappingStandWhereTheyAreWritten() {
    var problem =
        Checked.problems(
                service(
                    "api",
                    """
                    health: { readiness: { every: 5s, timeout: 1s, checks: { bank: 1s } } }
                    dependencies: { bank: { kind: externalApi, timeout: 1s } }
                    """))
            .getFirst();
    assertThat(problem.code()).isEqualTo("MS-C017");
    assertThat(problem.place()).hasToString("file0.yaml:5:64");
  }

  @Test
  void deadInstanceIsNoticedWithinTheBudget() {
    // (100 % - 99.9 %) x 1d = 86.4s; failures x 48s / 2
    String given =
        """
        instances: { min: 2 }
        health: { readiness: { every: 48s, failures: %d } }
        objectives: { up: { of: http, good: status < 500, slo: 99.9 %%, over: 1d } }
        """;
    assertThat(codes(given.formatted(4))).contains("MS-T013 W");
    assertThat(codes(given.formatted(3))).doesNotContain("MS-T013 W");
    assertThat(codes(given.formatted(3).replace("48s", "57600ms"))).doesNotContain("MS-T013 W");
    assertThat(codes(given.formatted(3).replace("48s", "57601ms"))).contains("MS-T013 W");
  }

  @Test
  void readinessIsLessPatientThanLiveness() {
    String given =
        """
        health:
          liveness: { every: %s, timeout: 1s, failures: 3 }
          readiness: { every: 10s, timeout: 1s, failures: 3 }
        """;
    assertThat(codes(given.formatted("9s"))).containsExactly("MS-T016 W");
    assertThat(codes(given.formatted("10s"))).isEmpty();
    assertThat(codes("health: { readiness: { every: 1m } }\n")).as("default").isEmpty();
    assertThat(codes("health: { liveness: { every: 1s } }\n")).as("default").isEmpty();
  }

  @Test
  void alertOnInstancesWaitsForARestart() {
    String given =
        """
        instances: { min: %d, each: { startup: 30s } }
        alerts:
          few: { when: fewer than 2 ready, for: %s, severity: P2, runbook: book, impact: none }
        """;
    assertThat(codes(given.formatted(2, "29s"))).containsExactly("MS-T030 W");
    assertThat(codes(given.formatted(2, "30s"))).isEmpty();
    assertThat(codes(given.formatted(3, "29s"))).isEmpty();
  }

  @Test
  void readinessDoesNotFailUnderLoad() {
    String given = "instances: { min: 3 }\nhealth: { %s: { failsAbove: { %s: 90 %% } } }\n";
    assertThat(codes(given.formatted("readiness", "memory"))).containsExactly("MS-C018 W");
    assertThat(codes(given.formatted("readiness", "disk"))).as("not shared load").isEmpty();
    assertThat(codes(given.formatted("liveness", "cpu"))).containsExactly("MS-C019 E");
  }

  @Test
  void probesHaveAddressesOfTheirOwn() {
    String given =
        """
        health: { liveness: { path: /health }, readiness: { path: %s, checks: [%s] } }
        dependencies: { store: { kind: database, timeout: 1s } }
        """;
    assertThat(codes(given.formatted("/health", "store"))).containsExactly("MS-C020 E");
    assertThat(codes(given.formatted("/ready", "store"))).isEmpty();
    assertThat(codes(given.formatted("/health", ""))).as("it asks nobody").isEmpty();
  }

  @Test
  void readinessIsAboutTheInstance() {
    String given =
        """
        health: { readiness: { checks: [other] } }
        dependencies: { other: { kind: %s, timeout: 1s } }
        """;
    assertThat(codes(given.formatted("externalApi"))).containsExactly("MS-C017 W");
    assertThat(codes(given.formatted("service"))).containsExactly("MS-C017 W");
    assertThat(codes(given.formatted("database"))).isEmpty();
  }

  @Test
  void readinessGoesInNoCircle() {
    String given =
        """
        health: { readiness: { every: 5s, checks: [%1$s] } }
        dependencies: { %1$s: { kind: service, timeout: 1s } }
        interface: { http: { deadline: 1s } }
        """;
    assertThat(
            codesIn(
                service("one", given.formatted("two")),
                service("two", given.formatted("three")),
                service("three", given.formatted("one"))))
        .filteredOn(code -> code.startsWith("MS-C028"))
        .containsExactly("MS-C028 E");
    assertThat(
            codesIn(
                service("one", given.formatted("two")),
                service("two", given.formatted("three")),
                service("three", "interface: { http: { deadline: 1s } }\n")))
        .noneMatch(code -> code.startsWith("MS-C028"));
  }
}
