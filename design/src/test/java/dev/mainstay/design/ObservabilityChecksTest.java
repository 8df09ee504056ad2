package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityChecksTest {
  private static final String BEFORE =
      """
      traffic: { typical: 10/s, peak: 30/s }
      interface: { http: { deadline: 2s, redact: [password, token] } }
      telemetry: { every: 10s }
      observability: { %s }
      """;

  private static List<String> codes(String observability) {
    return Checked.problems(Checked.service("api", BEFORE.formatted(observability))).stream()
        .map(Problem::code)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logs: { fields: [timestamp, access_token, orderId] } | ''",
        "logs: { fields: [timestamp, email] } | MS-O001",
        "logs: { fields: [customer_email] } | MS-O001",
        "logs: { fields: [emailSent, tokens] } | ''",
        "traces: { sample: { errors: 100 %, rest: 10 % }, decide: head } | MS-O002",
        "traces: { sample: { slow: { above: 1s, share: 100 % }, rest: 10 % }, decide: head } | MS-O002",
        "traces: { sample: { rest: 10 % }, decide: head } | ''",
        "traces: { sample: { errors: 100 %, rest: 100 % }, decide: head } | ''",
        "traces: { sample: { errors: 9 %, rest: 10 % } } | MS-O003",
        "traces: { sample: { errors: 10 %, rest: 10 % } } | ''",
        "traces: { sample: { slow: { above: 1s, share: 9 % }, rest: 10 % } } | MS-O003",
        "traces: { sample: { slow: { above: 2001ms } } } | MS-O004",
        "traces: { sample: { slow: { above: 2s } } } | ''",
        "retention: { metrics: 10d, downsampled: 9d } | MS-O006",
        "retention: { metrics: 10d, downsampled: 10d } | ''",
        "retention: { info: 10d, error: 9d } | MS-O007",
        "retention: { debug: 10d, info: 10d, audit: 11d } | ''",
        "logs: { perDay: { info: 2 GB, error: 1 GB }, storage: 149.999 GB }, retention: { info: 30d,"
            + " error: 90d } | MS-O009",
        "logs: { perDay: { info: 2 GB, error: 1 GB }, storage: 150 GB }, retention: { info: 30d, error:"
            + " 90d } | ''",
        "logs: { perDay: { info: 2 GB }, storage: 1 GB } | ''",
        "logs: { level: warn, perDay: { info: 2 GB } } | MS-O010",
        "logs: { level: warn, perDay: { warn: 2 GB, audit: 1 GB } } | ''",
        "dashboards: { d: { shows: [nothing_total] } } | ''",
        "metrics: { a_total: { type: counter } }, dashboards: { d: { shows: [b_total] } } | MS-O012",
        "metrics: { a_seconds: { type: histogram } }, dashboards: { d: { shows: [a_seconds_bucket,"
            + " jvm_threads_current, http_server_requests_total] } } | ''",
        "dashboards: { d: { refresh: 9s } } | MS-O013",
        "dashboards: { d: { refresh: 10s } } | ''",
        "dashboards: { d: { over: 31d } }, retention: { metrics: 30d } | MS-O014",
        "dashboards: { d: { over: 90d } }, retention: { metrics: 30d, downsampled: 90d } | ''",
        "dashboards: { d: { over: 90d } } | ''",
        "journeys: { j: { steps: [GET /], every: 59s, timeout: 1m } } | MS-O015",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 1m } } | ''",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 9s, from: [a], severity: P1 } } | MS-O017",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 9s, from: [a], severity: P1, failures: 2 }"
            + " } | ''",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 9s, from: [a, b], severity: P1 } } | ''",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 9s, from: [a], severity: P2 } } | ''",
        "journeys: { j: { steps: [GET /], every: 1m, timeout: 9s, severity: P1 } } | ''",
        "journeys: { j: { steps: [GET /, GET /a], every: 1m, timeout: 3999ms } } | MS-O018",
        "journeys: { j: { steps: [GET /, GET /a], every: 1m, timeout: 4s } } | ''",
        "metrics: { a: { type: gauge, series: 9999 }, b: { type: gauge, series: 2 } } | MS-O020",
        "metrics: { a: { type: gauge, series: 9999 }, b: { type: gauge, series: 1 }, c: { type: gauge }"
            + " } | ''",
        "metrics: { a: { type: gauge, labels: [userId] } } | MS-O021",
        "metrics: { a: { type: gauge, labels: [user_id], series: 40 } } | ''",
        "metrics: { a: { type: gauge, labels: [users] } } | ''",
        "logs: { fields: [timestamp] }, traces: {} | MS-O024",
        "logs: { fields: [timestamp, trace_id] }, traces: {} | ''",
        "logs: { fields: [timestamp, requestId] }, traces: {} | ''",
        "logs: {}, traces: {} | ''",
      })
  void declarationsFitTogether(String observability, String code) {
    assertThat(codes(observability)).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  @Test
  void idsAreNotRedacted() {
    String given =
        "interface: { http: { redact: [%s] } }\nobservability: { logs: { fields: [trace_id, userId] }"
            + " }\n";
    assertThat(Checked.codes(given.formatted("id"))).containsExactly("MS-O025 E");
    assertThat(Checked.codes(given.formatted("userId, user"))).isEmpty();
  }

  @Test
  void metricsOutliveTheWindow() {
    String given =
        "objectives: { up: { of: http, good: status < 500, slo: 90 %%, over: %s } }\n"
            + "observability: { retention: { %s } }\n";
    assertThat(Checked.codes(given.formatted("30d", "metrics: 29d"))).containsExactly("MS-O005 E");
    assertThat(Checked.codes(given.formatted("30d", "metrics: 30d"))).isEmpty();
    assertThat(Checked.codes(given.formatted("month", "metrics: 30d")))
        .containsExactly("MS-O005 E");
    assertThat(Checked.codes(given.formatted("month", "metrics: 31d"))).isEmpty();
    assertThat(Checked.codes(given.formatted("30d", "metrics: 1d, downsampled: 30d"))).isEmpty();
    assertThat(Checked.codes(given.formatted("30d", "traces: 1d"))).isEmpty();
  }

  @Test
  void agreedRetentionIsKept() {
    String organisation = Checked.ORGANISATION + "retention: { audit: 100d }\n";
    String given = "owner: alone\nobservability: { retention: { %s } }\n";
    assertThat(Checked.codesIn(organisation, Checked.service("api", given.formatted("audit: 99d"))))
        .containsExactly("MS-O008 E");
    assertThat(
            Checked.codesIn(organisation, Checked.service("api", given.formatted("audit: 100d"))))
        .isEmpty();
    assertThat(Checked.codesIn(organisation, Checked.service("api", given.formatted("error: 9d"))))
        .isEmpty();
  }

  @Test
  void tracesCrossTheBorder() {
    String caller =
        Checked.service(
            "api",
            "dependencies: { stock: { kind: service, timeout: 5s } }\n"
                + "observability: { traces: { propagate: w3c } }\n");
    assertThat(
            Checked.codesIn(
                caller, Checked.service("stock", "observability: { traces: { propagate: b3 } }\n")))
        .containsExactly("MS-O011 E");
    assertThat(Checked.codesIn(caller, Checked.service("stock", "observability: { traces: {} }\n")))
        .isEmpty();
    assertThat(Checked.codesIn(caller, Checked.service("stock", ""))).isEmpty();
  }

  @Test
  void urgentJourneyDetectsInTime() {
    String organisation = Checked.ORGANISATION + "targets: { detect: 130s }\n";
    String given =
        "owner: alone\nobservability: { journeys: { j: { steps: [GET /], every: 1m, timeout: %s,"
            + " failures: 2, severity: %s } } }\n";
    assertThat(Checked.codesIn(organisation, Checked.service("api", given.formatted("11s", "P1"))))
        .containsExactly("MS-O016 E");
    assertThat(Checked.codesIn(organisation, Checked.service("api", given.formatted("10s", "P1"))))
        .isEmpty();
    assertThat(Checked.codesIn(organisation, Checked.service("api", given.formatted("50s", "P2"))))
        .isEmpty();
  }

  @Test
  void usersAreMostOfTheTraffic() {
    String given =
        "traffic: { typical: 4/s, peak: 9/s }\n%sobservability: { journeys: { j: { steps: [GET /, GET"
            + " /a], every: %s, timeout: 9s, from: [a, b] } } }\n";
    String objective = "objectives: { up: { of: http, good: status < 500, slo: 90 % } }\n";
    // 2 x 2 / 10s = 0.4/s, a tenth of 4/s
    assertThat(Checked.codes(given.formatted(objective, "10s"))).containsExactly("MS-O019 W");
    assertThat(Checked.codes(given.formatted(objective, "11s"))).isEmpty();
    assertThat(Checked.codes(given.formatted("", "10s"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orders_total{status=\"ok\"} | ''",
        "orders_total{state=\"ok\"} | MS-O023",
        "orders_total{job=\"ok\"} | ''",
        "open_orders | MS-O023",
        "order_events_total | MS-O022",
        "http_server_requests_total | ''",
      })
  void objectivesCountWhatIsThere(String good, String code) {
    List<String> codes =
        Checked.problems(
                Checked.service(
                    "api",
                    "objectives: { up: { good: '"
                        + good
                        + "', total: orders_total, slo: 90 % } }\n"
                        + "observability: { metrics: { orders_total: { type: counter, labels: [status]"
                        + " }, open_orders: { type: gauge } } }\n"))
            .stream()
            .map(Problem::code)
            .toList();
    assertThat(codes).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }
}
