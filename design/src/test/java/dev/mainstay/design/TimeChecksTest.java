package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeChecksTest {
  private static String retrying(String retry) {
    return """
    interface: { http: { deadline: 2s } }
    dependencies:
      network: { kind: externalApi, timeout: 500ms, retry: { key: id, %s } }
    """
        .formatted(retry);
  }

  @Test
  void retriesThatOutlastTheirTimeAreFound() {
    // 3 x 500ms + (50ms + 100ms) x (1 - 50 %) = 1575ms
    String given = "attempts: 3, wait: 50ms, factor: 2, jitter: 50 %, within: ";
    assertThat(codes(retrying(given + "1574ms"))).contains("MS-T001 E");
    assertThat(codes(retrying(given + "1575ms"))).containsExactly("MS-T001 W");
    assertThat(codes(retrying(given + "1649ms"))).containsExactly("MS-T001 W");
    assertThat(codes(retrying(given + "1650ms"))).isEmpty();
  }

  @Test
  void retriesWithoutABoundMustEndByTheDeadline() {
    String given = "attempts: %d, wait: 100ms, factor: 1, jitter: 0.001 %%";
    assertThat(codes(retrying(given.formatted(3)))).isEmpty();
    assertThat(codes(retrying(given.formatted(4)))).contains("MS-T001 E");
  }

  @Test
  void retryTimeBeyondTheDeadlineIsFound() {
    assertThat(codes(retrying("attempts: 2, within: 2001ms"))).contains("MS-T001 E");
    assertThat(codes(retrying("attempts: 2, within: 2s"))).isEmpty();
  }

  @Test
  void longTimeoutOfASingleAttemptIsNotARetryProblem() {
    assertThat(codes(retrying("attempts: 1, within: 400ms"))).isEmpty();
  }

  @Test
  void timeoutsMustFitIntoTheDeadline() {
    String given =
        """
        interface: { http: { deadline: 1s } }
        dependencies:
          one: { kind: database, timeout: %s, pool: { size: 5, wait: 100ms } }
          two: { kind: database, timeout: 300ms }
        """;
    assertThat(codes(given.formatted("901ms"))).containsExactly("MS-T002 E");
    assertThat(codes(given.formatted("900ms"))).containsExactly("MS-T002 W");
    assertThat(codes(given.formatted("601ms"))).containsExactly("MS-T002 W");
    assertThat(codes(given.formatted("600ms"))).isEmpty();
  }

  @Test
  void callerWaitsAsLongAsTheCalledServiceWaits() {
    String caller = service("api", "dependencies: { other: { kind: service, timeout: 300ms } }\n");
    String callee =
        """
        interface: { http: { deadline: 2s } }
        dependencies: { store: { kind: database, timeout: %s, pool: { size: 9, wait: 100ms } } }
        """;
    assertThat(codesIn(caller, service("other", callee.formatted("201ms"))))
        .containsExactly("MS-T003 W");
    assertThat(codesIn(caller, service("other", callee.formatted("200ms")))).isEmpty();
    assertThat(codesIn(caller, service("another", callee.formatted("1s")))).isEmpty();
  }

  @Test
  void calledServiceThatIsToldTheDeadlineMayHaveALongerOne() {
    String caller =
        "dependencies: { other: { kind: service, timeout: 300ms, passDeadline: %s } }\n";
    String callee = service("other", "interface: { http: { deadline: 301ms } }\n");
    assertThat(codesIn(service("api", caller.formatted("true")), callee)).isEmpty();
    assertThat(codesIn(service("api", caller.formatted("false")), callee))
        .containsExactly("MS-T003 E");
    assertThat(codesIn(service("api", caller.formatted("false")), callee.replace("301ms", "300ms")))
        .isEmpty();
  }

  @Test
  void probesMustNotOverlap() {
    String given = "health: { %s: { every: 1s, timeout: %s } }\n";
    for (String probe : new String[] {"liveness", "readiness"}) {
      assertThat(codes(given.formatted(probe, "1001ms"))).containsExactly("MS-T004 E");
      assertThat(codes(given.formatted(probe, "1s"))).isEmpty();
    }
  }

  @Test
  void scrapesMustNotOverlap() {
    assertThat(codes("telemetry: { every: 1s, timeout: 1001ms }\n")).containsExactly("MS-T005 E");
    assertThat(codes("telemetry: { every: 1s, timeout: 1s }\n")).isEmpty();
    assertThat(codes("telemetry: { every: 500ms }\n")).isEmpty();
  }

  @Test
  void callersAreNotCalledBackWhileTheBreakerIsOpen() {
    String given =
        """
        dependencies:
          store:
            kind: database
            timeout: 1s
            breaker: { openFor: 5s }
            onFailure: { error: 503, retryAfter: %s }
        """;
    assertThat(codes(given.formatted("4999ms"))).containsExactly("MS-T006 E");
    assertThat(codes(given.formatted("5s"))).isEmpty();
    assertThat(codes(given.replace("    breaker: { openFor: 5s }\n", "").formatted("1s")))
        .isEmpty();
  }

  @Test
  void probeMustOutlastTheDependencyItAsks() {
    String given =
        """
        health: { readiness: { every: 2s, timeout: %s, checks: [store] } }
        dependencies:
          store: { kind: database, timeout: 1s }
          slow: { kind: database, timeout: 3s }
        """;
    assertThat(codes(given.formatted("999ms"))).containsExactly("MS-T007 E");
    assertThat(codes(given.formatted("1s"))).isEmpty();
  }
}
