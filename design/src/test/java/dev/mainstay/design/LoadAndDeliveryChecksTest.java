package dev.mainstay.design;

import static dev.mainstay.design.Checked.codes;
import static dev.mainstay.design.Checked.codesIn;
import static dev.mainstay.design.Checked.service;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadAndDeliveryChecksTest {
  // 300/s / 2 x 1.2 = 180 calls/s per instance: 1.8 in flight at 10ms, 18 at 100ms
  private static final String STORE =
      """
      traffic: { typical: 100/s, peak: 300/s }
      instances: { min: 2 }
      dependencies:
        cache: { kind: cache, timeout: 9ms, required: never, onFailure: { degrade: bare } }
        store:
          kind: database
          timeout: 1s
          callsPerRequest: 1.2
          latency: { p50: 10ms, p99: 100ms }
          %s
      degradation:
        bare: { when: cache fails, keeps: all%s }
      """;

  @Test
  void poolHoldsTheCallsInFlight() {
    assertThat(codes(STORE.formatted("pool: { size: 1 }", ""))).containsExactly("MS-Q001 E");
    assertThat(codes(STORE.formatted("pool: { size: 17 }", ""))).containsExactly("MS-Q001 W");
    assertThat(codes(STORE.formatted("pool: { size: 18 }", ""))).isEmpty();
  }

  @Test
  void poolHoldsTheCallsInFlightWhileDegraded() {
    String costs = ", costs: { calls: { store: x1.5 } }";
    assertThat(codes(STORE.formatted("pool: { size: 26 }", costs))).containsExactly("MS-Q001 W");
    assertThat(codes(STORE.formatted("pool: { size: 27 }", costs))).isEmpty();
  }

  @Test
  void bulkheadHoldsTheCallsInFlight() {
    assertThat(codes(STORE.formatted("bulkhead: 1", ""))).containsExactly("MS-Q003 E");
    assertThat(codes(STORE.formatted("bulkhead: 17", ""))).containsExactly("MS-Q003 W");
    assertThat(codes(STORE.formatted("bulkhead: 18", ""))).isEmpty();
  }

  @Test
  void littlesLawIsNotGuessedFromDefaultTraffic() {
    String given = STORE.formatted("pool: { size: 1 }", "").replaceAll("(?m)^traffic.*\n", "");
    assertThat(codes(given)).isEmpty();
  }

  @Test
  void instancesCarryThePeak() {
    String given =
        """
        traffic: { typical: 1/s, peak: %s }
        instances: { min: 2, max: 4, each: { capacity: 50/s } }
        """;
    assertThat(codes(given.formatted("201/s"))).containsExactly("MS-Q002 E");
    assertThat(codes(given.formatted("200/s"))).containsExactly("MS-Q002 W");
    assertThat(codes(given.formatted("101/s"))).containsExactly("MS-Q002 W");
    assertThat(codes(given.formatted("100/s"))).isEmpty();
  }

  @Test
  void instancesCarryTheBurst() {
    String given =
        """
        traffic: { typical: 1/s, peak: 10/s, burst: { rate: %s, for: 10s } }
        instances: { min: 2, each: { capacity: 50/s } }
        """;
    assertThat(codes(given.formatted("101/s"))).containsExactly("MS-Q002 E");
    assertThat(codes(given.formatted("100/s"))).isEmpty();
  }

  @Test
  void retriesOfCallersDoNotOverloadTheCalled() {
    String caller =
        service(
            "api",
            """
            traffic: { typical: 1/s, peak: 100/s }
            dependencies:
              other:
                kind: service
                timeout: 5s
                retry: { attempts: 2, key: id, wait: 0s, within: 5s, budget: %s }
            interface: { http: { deadline: 20s } }
            """);
    String called = service("other", "instances: { min: 2, each: { capacity: 55/s } }\n");
    String bound = "within: 5s";
    assertThat(codesIn(caller.formatted("11 %").replace(bound, "within: 10s"), called))
        .containsExactly("MS-Q004 W");
    assertThat(codesIn(caller.formatted("10 %").replace(bound, "within: 10s"), called)).isEmpty();
  }

  @Test
  void callersKeepToTheCalledServicesPeak() {
    String caller =
        service(
            "api",
            """
            traffic: { typical: 1/s, peak: 100/s }
            dependencies: { other: { kind: service, timeout: 5s, callsPerRequest: 0.4 } }
            interface: { http: { deadline: 20s } }
            """);
    String called = "traffic: { typical: 1/s, peak: %s }\n";
    assertThat(codesIn(caller, service("other", called.formatted("39/s"))))
        .containsExactly("MS-Q005 E");
    assertThat(codesIn(caller, service("other", called.formatted("40/s")))).isEmpty();
  }

  @Test
  void importantServiceHasTwoInstances() {
    assertThat(codes("criticality: high\ninstances: { min: 1 }\n")).containsExactly("MS-Q006 W");
    assertThat(codes("criticality: high\ninstances: { min: 2 }\n")).isEmpty();
    assertThat(codes("criticality: standard\ninstances: { min: 1 }\n")).isEmpty();
  }

  private static String delivery(String more) {
    return """
    traffic: { typical: 100/s, peak: 100/s }
    interface: { http: { deadline: 2s } }
    objectives: { up: { of: http, good: status < 500, slo: 99.9 %% } }
    delivery:
      gateway: { port: 8080 }
      process: { command: [run], grace: 10s }
      %s
    """
        .formatted(more.stripTrailing().replace("\n", "\n  "));
  }

  @Test
  void canaryIsLargeEnoughToSeeABadRelease() {
    // 0.1 % against 1.44 %: two failures in 328 requests
    String given = "strategy: { canary: [{ weight: 10 %%, bake: %s }] }";
    assertThat(codes(delivery(given.formatted("32700ms")))).containsExactly("MS-D001 W");
    assertThat(codes(delivery(given.formatted("32800ms")))).isEmpty();
    assertThat(codes(delivery(given.formatted("33s")))).isEmpty();
  }

  @Test
  void canaryIsJudgedOverAllItsSteps() {
    assertThat(
            codes(
                delivery(
                    "strategy: { canary: [{ weight: 10 %, bake: 10s }, { weight: 50 %, bake: 10s"
                        + " }] }")))
        .isEmpty();
  }

  @Test
  void rollbackHasTheTimeItTakes() {
    String given =
        delivery("rollback: { within: %s }").replace("99.9 %", "90 %")
            + "instances: { each: { startup: 5s } }\n";
    assertThat(codes(given.replace("%s", "9s"))).containsExactly("MS-D002 E");
    assertThat(codes(given.replace("%s", "14999ms"))).containsExactly("MS-D002 W");
    assertThat(codes(given.replace("%s", "15s"))).isEmpty();
  }

  @Test
  void acceptedRequestsMayEndBeforeTheInstanceIsKilled() {
    String given = delivery("").replace("99.9 %", "90 %");
    assertThat(codes(given.replace("grace: 10s", "grace: 1999ms"))).containsExactly("MS-D003 E");
    assertThat(codes(given.replace("grace: 10s", "grace: 2s"))).isEmpty();
  }

  @Test
  void stepLastsTwoScrapes() {
    String given =
        "telemetry: { every: 1s }\n"
            + delivery("strategy: { canary: [{ weight: 50 %%, bake: %s }] }")
                .replace("99.9 %", "50 %");
    assertThat(codes(given.replace("%s", "1999ms").replace("%%", "%")))
        .containsExactly("MS-D004 E");
    assertThat(codes(given.replace("%s", "2s").replace("%%", "%"))).isEmpty();
  }

  @Test
  void canaryHasAJudge() {
    String given = delivery("rollback: { when: [] }");
    assertThat(codes(given)).containsExactly("MS-D005 E");
    assertThat(codes(given.replace("rollback", "strategy: { canary: [] }\n  rollback"))).isEmpty();
  }

  @Test
  void eachServiceHasItsOwnGatewayPort() {
    String first = service("one", delivery(""));
    String second = service("two", delivery(""));
    assertThat(codesIn(first, second)).containsExactly("MS-D006 E");
    assertThat(codesIn(first, second.replace("8080", "8081"))).isEmpty();
  }
}
