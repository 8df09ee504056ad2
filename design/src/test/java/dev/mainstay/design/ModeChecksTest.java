package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Degradation modes: on both sides of each limit, and at it. */
class ModeChecksTest {
  private static String slow(String dependency, String mode) {
    return """
    interface: { http: { deadline: 10s } }
    dependencies:
      bank: { kind: database, timeout: 3s, %s }
    degradation:
      slow: { keeps: something, %s }
    """
        .formatted(dependency, mode);
  }

  private static String failing(String mode) {
    return """
    dependencies:
      store: { kind: database, timeout: 1s, callsPerRequest: 1 }
      cache:
        kind: cache
        required: never
        callsPerRequest: 0.5
        timeout: 9ms
        fallback: store
        onFailure: { degrade: bare }
    degradation:
      bare: { when: cache fails, costs: { calls: { store: x1.5 } }, %s }
    """
        .formatted(mode);
  }

  private static final String USUAL = "latency: { p50: 100ms, p99: 900ms }";

  @Test
  void modeIsEnteredBeforeTheTimeout() {
    assertThat(codes(slow(USUAL, "when: bank slower than 3s"))).containsExactly("MS-T020 E");
    assertThat(codes(slow(USUAL, "when: bank slower than 2999ms"))).isEmpty();
  }

  @Test
  void modeIsOffOnAnOrdinaryDay() {
    assertThat(codes(slow(USUAL, "when: bank slower than 100ms"))).containsExactly("MS-C010 E");
    assertThat(codes(slow(USUAL, "when: bank slower than 101ms"))).isEmpty();
    assertThat(codes(slow("availability: 98 %", "when: bank errors above 1.9 %")))
        .containsExactly("MS-C010 E");
    assertThat(codes(slow("availability: 98 %", "when: bank errors above 2 %"))).isEmpty();
  }

  @Test
  void modeIsLeftBelowWhereItIsEntered() {
    String given = "when: bank slower than 2s, leave: { when: bank faster than %s, for: 1m }";
    assertThat(codes(slow(USUAL, given.formatted("2001ms")))).containsExactly("MS-C011 E");
    assertThat(codes(slow(USUAL, given.formatted("2s")))).containsExactly("MS-C011 E");
    assertThat(codes(slow(USUAL, given.formatted("1999ms")))).isEmpty();
    assertThat(
            codes(
                slow(
                    USUAL,
                    "when: bank errors above 10 %, leave: { when: bank errors below 11 % }")))
        .containsExactly("MS-C011 E");
  }

  @Test
  void modeIsLeftOnAnOrdinaryDay() {
    String given = "when: bank slower than 2s, leave: { when: %s }";
    assertThat(codes(slow(USUAL, given.formatted("bank faster than 100ms"))))
        .containsExactly("MS-C012 E");
    assertThat(codes(slow(USUAL, given.formatted("bank faster than 101ms")))).isEmpty();
    assertThat(codes(slow(USUAL, given.formatted("bank works")))).isEmpty();
    String errors = "when: bank errors above 10 %%, leave: { when: bank errors below %s }";
    assertThat(codes(slow("availability: 98 %", errors.formatted("2 %"))))
        .containsExactly("MS-C012 E");
    assertThat(codes(slow("availability: 98 %", errors.formatted("2.1 %")))).isEmpty();
  }

  @Test
  void modeIsLeftByWhatEntersIt() {
    String given =
        slow(USUAL, "when: bank slower than 2s, leave: { when: other works }")
            .replace("degradation:", "  other: { kind: database, timeout: 1s }\ndegradation:");
    assertThat(codes(given)).containsExactly("MS-C012 E");
  }

  @Test
  void modeOutlastsTheOpenBreaker() {
    String given = "when: bank slower than 2s, leave: { when: bank faster than 1s, for: %s }";
    String breaker = USUAL + ", breaker: { openFor: 30s }";
    assertThat(codes(slow(breaker, given.formatted("29s")))).containsExactly("MS-T031 W");
    assertThat(codes(slow(breaker, given.formatted("30s")))).isEmpty();
    assertThat(codes(slow(USUAL, given.formatted("1s")))).isEmpty();
  }

  @Test
  void modeEndsByItsCallersDeadline() {
    String given = slow(USUAL, "when: bank slower than 2s, overrides: { deadline: %s }");
    assertThat(codes(given.formatted("10001ms"))).containsExactly("MS-T021 W");
    assertThat(codes(given.formatted("10s"))).isEmpty();
    String caller = given.replace("10s } }", "10s }, callers: { app: { deadline: 12s } } }");
    assertThat(codes(caller.formatted("12001ms"))).containsExactly("MS-T021 E");
    assertThat(codes(caller.formatted("12s"))).containsExactly("MS-T021 W");
  }

  @Test
  void timeoutInAModeFitsIntoItsDeadline() {
    String given = "when: bank slower than 2s, overrides: { timeouts: { bank: %s }%s }";
    String retry = USUAL + ", retry: { attempts: 2, wait: 1s }";
    assertThat(codes(slow(retry, given.formatted("4501ms", "")))).containsExactly("MS-T022 E");
    assertThat(codes(slow(retry, given.formatted("4500ms", "")))).isEmpty();
    assertThat(codes(slow(USUAL, given.formatted("5s", ", deadline: 4s"))))
        .containsExactly("MS-T022 E");
  }

  @Test
  void degradedAnswerIsQuickEnough() {
    String given =
        failing("keeps: something")
            .concat("objectives: { fast: { of: http, good: duration < %s, slo: 90 %% } }\n")
            .replace("callsPerRequest: 0.5", "callsPerRequest: 1")
            .replace("x1.5", "x2");
    assertThat(codes(given.formatted("9ms"))).containsExactly("MS-T032 W");
    assertThat(codes(given.formatted("10ms"))).isEmpty();
    assertThat(codes(given.formatted("9ms").replace("fallback: store", "breaker: { of: 9 }")))
        .isEmpty();
  }

  @Test
  void levelSaysHowMuchIsLeft() {
    String given =
        """
        dependencies: { store: { kind: database, required: %s, timeout: 1s } }
        degradation: { down: { level: %s, when: store fails, keeps: something } }
        """;
    assertThat(codes(given.formatted("always", "critical"))).containsExactly("MS-C013 E");
    assertThat(codes(given.formatted("always", "failed"))).isEmpty();
    assertThat(codes(given.formatted("{ for: 99 % }", "failed"))).containsExactly("MS-C013 E");
  }

  @Test
  void modesAgreeWhenTheyAreOnTogether() {
    String given =
        """
        interface: { http: { deadline: 10s } }
        dependencies:
          one: { kind: database, timeout: 4s }
          two: { kind: database, timeout: 4s }
        degradation:
          one-slow: { when: one slower than 3s, keeps: some, overrides: { %s } }
          two-slow: { when: two slower than 3s, keeps: some, overrides: { %s } }
        """;
    assertThat(codes(given.formatted("deadline: 9s", "deadline: 8s"))).containsExactly("MS-C014 E");
    assertThat(codes(given.formatted("deadline: 9s", "deadline: 9s"))).isEmpty();
    assertThat(codes(given.formatted("timeouts: { one: 2s }", "timeouts: { one: 1s }")))
        .containsExactly("MS-C014 E");
    assertThat(codes(given.formatted("timeouts: { one: 2s }", "timeouts: { two: 1s }"))).isEmpty();
  }

  @Test
  void fallbackIsSomethingElse() {
    String given =
        """
        dependencies:
          one: { kind: database, timeout: 1s, fallback: %s }
          two: { kind: database, timeout: 1s, fallback: %s }
          three: { kind: database, timeout: 1s }
        """;
    assertThat(codes(given.formatted("one", "three"))).containsExactly("MS-C015 E");
    assertThat(codes(given.formatted("two", "one"))).containsExactly("MS-C015 E");
    assertThat(codes(given.formatted("two", "three"))).isEmpty();
  }

  @Test
  void modeCountsTheCallsOfItsFallback() {
    String given = failing("keeps: something");
    assertThat(codes(given)).isEmpty();
    assertThat(codes(given.replace("x1.5", "x1.4"))).containsExactly("MS-C016 W");
    assertThat(codes(given.replace("costs: { calls: { store: x1.5 } }, ", "")))
        .containsExactly("MS-C016 W");
  }

  @Test
  void modeIsTold() {
    String given = "keeps: something, signal: { header: %s, metric: %s }%s";
    assertThat(codes(failing(given.formatted("false", "false", "")))).containsExactly("MS-C025 E");
    assertThat(codes(failing(given.formatted("false", "true", "")))).isEmpty();
    assertThat(codes(failing(given.formatted("false", "true", ", loses: [speed]"))))
        .containsExactly("MS-C025 W");
    assertThat(codes(failing(given.formatted("true", "false", ", loses: [speed]")))).isEmpty();
  }

  @Test
  void modeLeavesTheLatencyObjectiveABudget() {
    String given =
        """
        dependencies:
          store: { kind: database, timeout: 1s, latency: { p50: 50ms, p99: 100ms } }
          cache:
            kind: cache
            required: never
            timeout: 9ms
            availability: %s
            onFailure: { degrade: bare }
        degradation: { bare: { when: cache fails, keeps: something, costs: { latency: %s } } }
        objectives: { fast: { of: http, good: duration < 100ms, slo: 95 %% } }
        """;
    assertThat(codes(given.formatted("94 %", "x2.1"))).containsExactly("MS-C026 W");
    assertThat(codes(given.formatted("95 %", "x2.1"))).isEmpty();
    assertThat(codes(given.formatted("94 %", "x2"))).isEmpty();
  }

  @Test
  void modeKeepsEverythingOrLosesSomething() {
    assertThat(codes(failing("keeps: everything, loses: [speed]"))).containsExactly("MS-C027 E");
    assertThat(codes(failing("keeps: everything"))).isEmpty();
    assertThat(codes(failing("keeps: everything but speed, loses: [speed]"))).isEmpty();
  }

  @Test
  void worseModeComesLater() {
    String given =
        """
        interface: { http: { deadline: 10s } }
        dependencies: { bank: { kind: database, timeout: 9s } }
        degradation:
          slow: { when: bank slower than 2s, keeps: most }
          very-slow: { level: critical, when: bank slower than %s, keeps: some }
        """;
    assertThat(codes(given.formatted("1s"))).containsExactly("MS-C029 E");
    assertThat(codes(given.formatted("2s"))).containsExactly("MS-C029 E");
    assertThat(codes(given.formatted("2001ms"))).isEmpty();
  }

  @Test
  void modeForASlowDependencyIsNotEnteredByItsFailure() {
    assertThat(
            codes(
                slow("required: never, onFailure: { degrade: slow }", "when: bank slower than 2s")))
        .containsExactly("MS-C003 E");
  }

  @Test
  void policyHasTheModesThatTheToolkitEnters() {
    var result =
        DesignReader.read(
            List.of(
                new SourceText(
                    "api.yaml", service("api", slow(USUAL, "when: bank slower than 2s")))),
            Checked.SURROUNDINGS);
    String policy =
        PolicyCompiler.compile(result.designs().orElseThrow().service("api").orElseThrow());
    assertThat(policy).contains("\"modes\" : [ ]");
  }

  @Test
  void triggersAreReadWhole() {
    for (String wrong :
        new String[] {
          "bank slower than", "bank errors above 5", "bank fails 5s", "bank slower than 10 %"
        }) {
      var result =
          DesignReader.read(
              List.of(new SourceText("api.yaml", service("api", slow(USUAL, "when: " + wrong)))),
              Checked.SURROUNDINGS);
      assertThat(result.problems())
          .as(wrong)
          .first()
          .satisfies(problem -> assertThat(problem.code()).isEqualTo("MS-F007"));
    }
    assertThat(codesIn(service("api", slow(USUAL, "when: bank slower than 2s")))).isEmpty();
  }
}
