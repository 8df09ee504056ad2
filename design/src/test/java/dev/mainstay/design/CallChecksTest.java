package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Breakers, timeouts, fallbacks and callers: on both sides of each limit, and at it. */
class CallChecksTest {
  @Test
  void breakerOpensBeforeAPersonIsPaged() {
    // 5 failures / (1/s x 0.5 / 2) = 20s
    String given =
        """
        traffic: { typical: 1/s, peak: 2/s }
        instances: { min: 2 }
        dependencies:
          store:
            kind: database
            required: { for: 50 %% }
            timeout: 1s
            breaker: { %s }
        alerts:
          down: { when: dependency store fails, for: %s, severity: P2, runbook: book, impact: none }
        """;
    assertThat(codes(given.formatted("consecutive: 5", "19s"))).containsExactly("MS-T014 W");
    assertThat(codes(given.formatted("consecutive: 5", "20s"))).isEmpty();
    assertThat(codes(given.formatted("failures: 50 %, of: 10", "19s")))
        .containsExactly("MS-T014 W");
    assertThat(codes(given.formatted("consecutive: 5", "19s").replaceAll("traffic:.*\n", "")))
        .isEmpty();
  }

  @Test
  void breakerOpensBeforeReadinessFails() {
    // 4 failures / (2/s / 1) = 2s
    String given =
        """
        traffic: { typical: 2/s, peak: 2/s }
        health: { readiness: { every: %s, failures: 2, checks: [store] } }
        dependencies: { store: { kind: database, timeout: 500ms, breaker: { consecutive: 4 } } }
        """;
    assertThat(codes(given.formatted("999ms"))).contains("MS-T015 W");
    assertThat(codes(given.formatted("1s"))).doesNotContain("MS-T015 W");
  }

  @Test
  void breakerCountsMoreThanOneRequest() {
    String given =
        """
        dependencies:
          store: { kind: database, timeout: 9ms, retry: { attempts: %d }, breaker: { %s } }
        """;
    assertThat(codes(given.formatted(4, "consecutive: 3"))).containsExactly("MS-T017 W");
    assertThat(codes(given.formatted(3, "consecutive: 3"))).isEmpty();
    assertThat(codes(given.formatted(3, "failures: 20 %, of: 10"))).containsExactly("MS-T017 W");
    assertThat(codes(given.formatted(1, "consecutive: 1"))).isEmpty();
  }

  @Test
  void openBreakerCostsLessThanTheBudget() {
    // (100 % - 99.9 %) x 1d = 86400ms, halved by the share
    String given =
        """
        dependencies:
          store: { kind: database, required: %s, timeout: 1s, breaker: { openFor: %s } }
        objectives: { up: { of: http, good: status < 500, slo: 99.9 %%, over: 1d } }
        """;
    assertThat(codes(given.formatted("always", "86401ms"))).contains("MS-T018 E");
    assertThat(codes(given.formatted("always", "86400ms"))).doesNotContain("MS-T018 E");
    assertThat(codes(given.formatted("{ for: 50 % }", "172800ms"))).doesNotContain("MS-T018 E");
  }

  @Test
  void chanceDoesNotOpenTheBreaker() {
    String given =
        """
        traffic: { typical: 100/s, peak: 100/s }
        dependencies:
          store: { kind: database, timeout: 1s, availability: 99 %%, breaker: { %s } }
        objectives: { up: { of: http, good: status < 500, slo: 95 %%, over: 30d } }
        """;
    assertThat(codes(given.formatted("consecutive: 1"))).contains("MS-T019 W");
    assertThat(codes(given.formatted("failures: 50 %, of: 20"))).isEmpty();
    assertThat(codes(given.formatted("consecutive: 5"))).isEmpty();
  }

  @Test
  void connectingIsPartOfTheCall() {
    String given = "dependencies: { store: { kind: database, timeout: 1s, connectTimeout: %s } }\n";
    assertThat(codes(given.formatted("1001ms"))).containsExactly("MS-T023 E");
    assertThat(codes(given.formatted("1s"))).isEmpty();
  }

  @Test
  void timeoutLeavesTheUsualCallsAlone() {
    String given =
        """
        dependencies:
          store: { kind: database, required: %s, timeout: %s, latency: { p50: 20ms, p99: 90ms }%s }
        objectives: { up: { of: http, good: status < 500, slo: 99.5 %%, over: 30d } }
        """;
    assertThat(codes(given.formatted("always", "19ms", ""))).containsExactly("MS-T024 E");
    assertThat(codes(given.formatted("always", "20ms", ""))).containsExactly("MS-T024 W");
    assertThat(codes(given.formatted("always", "89ms", ""))).containsExactly("MS-T024 W");
    assertThat(codes(given.formatted("always", "90ms", ""))).isEmpty();
    assertThat(codes(given.formatted("{ for: 50 % }", "89ms", ""))).as("0.5 %").isEmpty();
    assertThat(codes(given.formatted("always", "89ms", ", retry: { attempts: 2 }"))).isEmpty();
  }

  @Test
  void nobodyWaitsLongerForAConnectionThanItIsHeld() {
    String given =
        "dependencies: { store: { kind: database, timeout: 1s, pool: { size: 5%s } } }\n";
    assertThat(codes(given.formatted(", wait: 1001ms"))).containsExactly("MS-T025 W");
    assertThat(codes(given.formatted(", wait: 1s"))).isEmpty();
    assertThat(codes(given.formatted("").replace("1s", "50ms"))).as("default wait").isEmpty();
  }

  @Test
  void callsOfOneRequestFitIntoItsDeadline() {
    String given =
        """
        interface: { http: { deadline: 3s } }
        dependencies: { store: { kind: database, callsPerRequest: %s, timeout: %s } }
        """;
    assertThat(codes(given.formatted("3", "1001ms"))).containsExactly("MS-T026 W");
    assertThat(codes(given.formatted("3", "1s"))).isEmpty();
    assertThat(codes(given.formatted("1.9", "2s"))).isEmpty();
  }

  @Test
  void fallbackEndsByTheDeadline() {
    String given =
        """
        interface: { http: { deadline: 1s } }
        dependencies:
          store: { kind: database, timeout: 600ms, pool: { size: 5, wait: 100ms }, fallback: copy }
          copy: { kind: database, timeout: %s }
        """;
    assertThat(codes(given.formatted("301ms"))).contains("MS-T028 E");
    assertThat(codes(given.formatted("300ms"))).doesNotContain("MS-T028 E");
  }

  @Test
  void callersAreMorePatientThanTheService() {
    String given =
        "interface: { http: { deadline: 2s }, callers: { app: { deadline: %s, attempts: %d } } }\n";
    assertThat(codes(given.formatted("1999ms", 1))).containsExactly("MS-T029 W");
    assertThat(codes(given.formatted("2s", 1))).isEmpty();
    assertThat(codes(given.formatted("5999ms", 3))).containsExactly("MS-T029 W");
    assertThat(codes(given.formatted("6s", 3))).isEmpty();
  }

  @Test
  void waitsGrowAsWritten() {
    String given =
        """
        dependencies:
          store: { kind: database, timeout: 9ms, retry: { attempts: %s, wait: 99ms, maxWait: %s } }
        """;
    assertThat(codes(given.formatted("2", "98ms"))).containsExactly("MS-T027 E");
    assertThat(codes(given.formatted("2", "99ms"))).isEmpty();
    assertThat(codes(given.formatted("3, factor: 2", "99ms"))).containsExactly("MS-T027 E");
    assertThat(codes(given.formatted("3, factor: 1", "99ms"))).isEmpty();
    assertThat(codes(given.formatted("3", "99ms"))).as("the factor is a default").isEmpty();
  }

  @Test
  void longestWaitBoundsTheSumOfRetries() {
    // 4 x 100ms + 50ms + 60ms + 60ms = 570ms
    String given =
        """
        dependencies:
          store:
            kind: database
            timeout: 100ms
            retry: { attempts: 4, wait: 50ms, factor: 2, maxWait: 60ms, within: %s }
        """;
    assertThat(codes(given.formatted("570ms"))).isEmpty();
    assertThat(codes(given.formatted("569ms"))).containsExactly("MS-T001 W");
  }

  @Test
  void keyStaysTheSameForAllAttempts() {
    String given =
        """
        dependencies:
          bank: { kind: externalApi, timeout: 1s, retry: { attempts: %d, key: "%s" } }
        """;
    assertThat(codes(given.formatted(2, "pay-{id}-{timestamp}"))).containsExactly("MS-C021 W");
    assertThat(codes(given.formatted(2, "pay-{id}-${now()}"))).containsExactly("MS-C021 E");
    assertThat(codes(given.formatted(2, "{attempt}"))).containsExactly("MS-C021 E");
    assertThat(codes(given.formatted(1, "{attempt}"))).isEmpty();
    assertThat(codes(given.formatted(2, "pay-{created-timestamp}"))).isEmpty();
    assertThat(codes(given.formatted(2, "order-uuid"))).isEmpty();
  }

  @Test
  void onlyMethodsThatMayBeRepeatedAre() {
    String given =
        "dependencies: { other: { kind: service, timeout: 1s, retry: { attempts: 2, on: [%s]%s } } }\n";
    assertThat(codes(given.formatted("GET, POST", ""))).containsExactly("MS-C022 E");
    assertThat(codes(given.formatted("GET, PUT", ""))).isEmpty();
    assertThat(codes(given.formatted("POST", ", key: id"))).isEmpty();
    String callee = "interface: { http: { deadline: 1s, idempotent: [GET, %s] } }\n";
    assertThat(
            codesIn(
                service("api", given.formatted("POST", "")),
                service("other", callee.formatted("POST"))))
        .isEmpty();
    assertThat(
            codesIn(
                service("api", given.formatted("PUT", "")),
                service("other", callee.formatted("HEAD"))))
        .containsExactly("MS-C022 E");
  }

  @Test
  void requestsThatMayBeRepeatedCallWithAKey() {
    String given =
        """
        interface: { http: { idempotent: [GET, %s] } }
        dependencies: { bank: { kind: externalApi, timeout: 1s%s } }
        """;
    assertThat(codes(given.formatted("POST", ""))).containsExactly("MS-C023 W");
    assertThat(codes(given.formatted("PUT", ""))).isEmpty();
    assertThat(codes(given.formatted("POST", ", retry: { attempts: 1, key: id }"))).isEmpty();
  }

  @Test
  void whatIsRequiredIsCalled() {
    String given =
        """
        dependencies:
          bank: { kind: database, required: { for: 30 %% }, callsPerRequest: %s, timeout: 1s }
        """;
    assertThat(codes(given.formatted("0.29"))).containsExactly("MS-C024 E");
    assertThat(codes(given.formatted("0.3"))).isEmpty();
  }

  @Test
  void breakerIsWrittenInOneWay() {
    var result =
        DesignReader.read(
            List.of(
                new SourceText(
                    "api.yaml",
                    service(
                        "api",
                        """
                        dependencies:
                          store: { kind: cache, timeout: 1s, breaker: { consecutive: 5, of: 9 } }
                        """))),
            Checked.SURROUNDINGS);
    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MS-F008"));
  }
}
