package dev.mainstay.design;

import static dev.mainstay.design.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Promises against the figures in other sections, and against other services' promises. */
class PromiseFigureChecksTest {
  private static final String ORGANISATION =
      """
      apiVersion: mainstay/v1
      kind: Organisation
      name: example
      people: { ana: {} }
      teams: { one: { onCall: { rotation: [ana] } } }
      tiers: { 1: { availability: 99.99 % }, other: { rto: 1h } }
      ---
      """;

  private static String services(String api, String store) {
    return Checked.service("api", api) + "\n---\n" + Checked.service("store", store);
  }

  @Test
  void excludedDependencyDoesNotCount() {
    given(
            "MS-P002",
            """
            dependencies:
              bank: { kind: externalApi, timeout: 9ms, availability: 99 %, onFailure: { error: 424 } }
              db: { kind: database, timeout: 9ms, availability: 99.9 % }
            objectives: { a: { of: http, good: status < 500, slo: @@ } }
            """)
        .holds("99.9 %, excludes: [bank]", "98.901 %")
        .fails("99.91 %, excludes: [bank]", "98.902 %");
  }

  @Test
  void instancesTogetherAreAvailableEnough() {
    // one of two: 1 - 0.01^2 = 99.99 %; both: 98.01 %
    given(
            "MS-P016",
            """
            traffic: { typical: @@, peak: 900/s }
            instances: { min: 2, max: 9, each: { capacity: 100/s } }
            recovery: { instanceAvailability: 99 % }
            objectives: { a: { of: http, good: status < 500, slo: 99.99 % } }
            """)
        .holds("100/s")
        .fails("101/s");
    given(
            "MS-P016",
            """
            instances: { min: 2 }
            recovery: { instanceAvailability: 99 % }
            objectives: { a: { of: http, good: status < 500, slo: @@ } }
            """)
        .holds("99.99 %")
        .fails("99.991 %");
  }

  @Test
  void callerPromisesNoMoreThanTheServiceItNeeds() {
    String api =
        """
        dependencies: { store: { kind: service, timeout: 9ms, required: @@ } }
        objectives: { a: { of: http, good: status < 500, slo: 99.9 % } }
        """;
    String store = "objectives: { a: { of: http, good: status < 500, slo: 99 % } }";
    given("MS-P017", services(api, store))
        .holds("{ for: 10 % }")
        .fails("{ for: 10.1 % }", "always", "{ for: 10 % }, callsPerRequest: 0.2");
    given("MS-P017", services(api, store)).holds("always, availability: 99.99 %");
  }

  @Test
  void dependencyIsAsAvailableAsItPromises() {
    given(
            "MS-P018",
            services(
                "dependencies: { store: { kind: service, timeout: 9ms, availability: @@ } }",
                "objectives: { a: { of: http, good: status < 500, slo: 99.5 % } }"))
        .holds("99.5 %", "99 %")
        .fails("99.51 %");
  }

  @Test
  void dependencyIsAsFastAsItPromises() {
    given(
            "MS-P019",
            services(
                "dependencies: { store: { kind: service, timeout: 1s, latency: { p50: 5ms, p99: @@ } } }",
                "objectives: { a: { of: http, good: p99 < 300ms }, b: { of: http, good: p95 < 100ms } }"))
        .holds("300ms", "400ms")
        .fails("299ms");
  }

  @Test
  void callerIsNoFasterThanTheServiceItWaitsFor() {
    String api =
        """
        dependencies: { store: { kind: service, timeout: 1s } }
        objectives: { a: { of: http, good: @@ } }
        """;
    String store =
        "objectives: { a: { of: http, good: p99 < 300ms }, b: { of: http, good: p95 < 100ms } }";
    given("MS-P020", services(api, store))
        .holds("p95 < 100ms", "p99 < 300ms", "p999 < 10ms")
        .fails("p95 < 99ms", "p96 < 299ms");
    given(
            "MS-P020",
            services(api.replace("timeout: 1s", "timeout: 1s, required: { for: 99 % }"), store))
        .holds("p95 < 50ms");
  }

  @Test
  void percentilesDoNotAdd() {
    String api =
        """
        dependencies:
          store: { kind: service, timeout: 1s }
          other: { kind: service, timeout: 1s }
        objectives: { a: { of: http, good: @@ } }
        """;
    String callee = "objectives: { a: { of: http, good: p95 < 100ms } }";
    // 95 % x 95 % = 90.25 %
    var given =
        given("MS-P021", services(api, callee) + "\n---\n" + Checked.service("other", callee));
    given
        .holds("duration < 200ms, slo: 90.25 %", "p95 < 201ms")
        .fails("p91 < 200ms", "p95 < 150ms");
    assertThat(given.sum("p95 < 200ms"))
        .isEqualTo("95 % x 95 % = 90.25 % < 95 %, 100ms + 100ms = 200ms >= 200ms");
  }

  @Test
  void callerWaitsForWhatIsPromised() {
    given(
            "MS-P022",
            services(
                "dependencies: { store: { kind: service, timeout: @@ } }",
                "objectives: { a: { of: http, good: p99 < 300ms }, b: { of: http, good: p95 < 100ms } }"))
        .holds("100ms", "1s", "99ms, required: never, onFailure: { error: 503 }")
        .fails("99ms");
  }

  @Test
  void throughputIsCarried() {
    given(
            "MS-P023",
            """
            instances: { min: 1, max: 4, each: { capacity: 200/s } }
            objectives: { t: { of: http, good: throughput > @@ } }
            """)
        .holds("800/s")
        .fails("801/s");
    given("MS-P023", "objectives: { t: { of: http, good: throughput > @@ } }").holds("800/s");
  }

  @Test
  void objectiveKeepsTheTier() {
    String api = ORGANISATION + Checked.service("api", "owner: one\ntier: @@\n");
    given("MS-P024", api + "objectives: { a: { of: http, good: status < 500, slo: 99.95 % } }\n")
        .holds("other")
        .fails("1");
    given("MS-P024", api + "objectives: { a: { of: http, good: errors < 0.01 % } }\n").holds("1");
    given("MS-P024", api).holds("1");
  }

  @Test
  void excludedFailuresAreNotCounted() {
    given(
            "MS-P025",
            """
            dependencies: { bank: { kind: externalApi, timeout: 9ms, onFailure: { error: @@ } } }
            objectives: { a: { of: http, good: status < 500, slo: 99 %, excludes: [bank] } }
            """)
        .holds("499")
        .fails("500");
  }

  @Test
  void targetsOfIncidentsGiveTheObjective() {
    // 999h / 1000h = 99.9 %
    var given =
        given(
            "MS-P026",
            """
            recovery: { reliability: { mtbf: 999h, mttr: @@ } }
            objectives: { a: { of: http, good: status < 500, slo: 99.9 % } }
            """);
    given.holds("1h").fails("61m");
    assertThat(given.sum("61m")).startsWith("41.63d / (41.63d + 61m) = 99.8983 %");
  }

  @Test
  void phasesFitIntoTheWhole() {
    given("MS-P027", "recovery: { reliability: { mttd: 5m, mtta: 2m, mttr: 4h, @@ } }")
        .holds("mttm: 7m", "mttm: 4h")
        .fails("mttm: 6m", "mttm: 241m");
    given("MS-P027", "recovery: { reliability: { mttd: 5m, mtta: 2m, mttr: @@ } }")
        .holds("7m")
        .fails("6m");
    given("MS-P027", "recovery: { reliability: { mttr: @@ } }").holds("1m");
  }

  @Test
  void incidentFitsIntoTheBudget() {
    String objective =
        "objectives: { a: { of: http, good: status < 500, slo: 99.95 %, over: 30d } }\n";
    given("MS-P028", objective + "recovery: { reliability: { mttd: 5m, @@ } }")
        .holds("mttm: 21.6m", "mtta: 16.6m")
        .fails("mttm: 22m", "mtta: 17m");
    String agreed =
        """
        apiVersion: mainstay/v1
        kind: Organisation
        name: example
        people: { ana: {} }
        teams: { one: { onCall: { rotation: [ana] } } }
        targets: { mitigate: 30m, resolve: 4h, betweenFailures: @@ }
        ---
        """;
    String own = Checked.service("api", "owner: one\n" + objective);
    given("MS-P028", agreed + own).fails("30d");
    given("MS-P028", agreed + own + "recovery: { reliability: { mttm: 20m } }\n").holds("30d");
    // 30m in 30d are 99.93 %
    given("MS-P026", agreed + own).fails("30d").holds("60d");
    given("MS-P027", agreed.replace("4h", "1m") + own).holds("30d");
  }

  @Test
  void eventsAreTakenByTheQueue() {
    String body =
        """
        dependencies: { q: { kind: queue, timeout: 9ms, availability: 99.9 % } }
        objectives: { e: { of: events, slo: @@ } }
        """;
    given("MS-P034", body).holds("99.9 %", "99.99 %, excludes: [q]").fails("99.91 %");
    given("MS-P034", body.replace("timeout: 9ms", "timeout: 9ms, retry: { attempts: 2, key: id }"))
        .holds("99.99 %");
    given("MS-P034", body.replace(", availability: 99.9 %", "")).holds("99.99 %");
  }

  @Test
  void burnIsSeenBeforeTheBudgetIsGone() {
    // 1 % of 10h at 100/h leaves ten requests
    String body =
        """
        traffic: { typical: @@, peak: 1/s }
        objectives: { a: { of: http, good: status < 500, slo: 99 %, over: 10h } }
        """;
    String alert = "alerts: { b: { on: objectives, severity: P3, runbook: book, impact: none } }";
    given("MS-P029", body + alert).holds("100/h", "9/h").fails("99/h", "10/h");
    given("MS-P029", body).holds("99/h");
  }

  @Test
  void thresholdSeesWhatTheBudgetCannotBear() {
    String body =
        """
        traffic: { typical: 100/s, peak: 200/s }
        objectives: { a: { of: http, good: status < 500, slo: 99 % } }
        alerts:
          errors:
            when: rate(http_server_requests_total{status="500"}) > @@
            severity: P3
            runbook: book
            impact: none
        """;
    given("MS-P030", body).holds("1/s").fails("1.1/s");
    given(
            "MS-P030",
            body + "  burn: { on: objectives, severity: P3, runbook: book, impact: none }\n")
        .holds("5/s");
  }

  @Test
  void durabilityAllowsTheLoss() {
    String body =
        """
        recovery: { rpo: @@ }
        objectives: { d: { of: data, slo: 99.99 %, over: 10d } }
        """;
    // 10d x 0.01 % = 86.4s
    given("MS-P031", body).holds("86400ms").fails("87s");
    given("MS-P031", body.replace("@@", "@@, reliability: { mtbf: 100d }"))
        .holds("864s")
        .fails("865s");
  }

  @Test
  void recoveryLeavesTheContractWhole() {
    given(
            "MS-P032",
            """
            recovery: { rto: @@ }
            objectives: { a: { of: http, good: status < 500, slo: 99.95 %, sla: 99.9 %, over: 30d } }
            """)
        .holds("43.2m")
        .fails("44m");
  }
}
