package dev.mainstay.design;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.design.Observability.Dashboard;
import dev.mainstay.design.Observability.Journey;
import dev.mainstay.design.Observability.Logs;
import dev.mainstay.design.Observability.Metric;
import dev.mainstay.design.Observability.Range;
import dev.mainstay.design.Observability.Traces;
import dev.mainstay.design.Retention.Level;
import dev.mainstay.kernel.Bytes;
import dev.mainstay.kernel.Percentage;
import dev.mainstay.kernel.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservabilityReaderTest {
  private static DesignResult read(String body) {
    return DesignReader.read(
        List.of(new SourceText("api.yaml", Checked.service("api", body))), Checked.SURROUNDINGS);
  }

  private static Observability observability(String body) {
    DesignResult result = read("observability:\n" + body.indent(2));
    assertThat(result.problems()).noneMatch(problem -> problem.code().startsWith("MS-F"));
    return result.designs().orElseThrow().services().getFirst().observability();
  }

  @Test
  void everythingIsRead() {
    Observability read =
        observability(
            """
            metrics:
              orders_total: { type: counter, kind: business, labels: [status], series: 3, normal: { from: 1 } }
              fill_ratio: { type: gauge, range: { to: 1 }, because: shows waste }
            logs: { format: text, level: warn, fields: [traceId], perDay: { warn: 1.5 GB, audit: 2 MB }, storage: 1 TB }
            traces:
              sample: { errors: 10 %, slow: { above: 1s, share: 10 % }, rest: 10 % }
              decide: head
              propagate: b3
            dashboards: { all: { shows: [orders_total], refresh: 10s, over: 1d } }
            journeys: { buy: { steps: [GET /, POST /orders], every: 1m, timeout: 9s, failures: 3, from: [eu], severity: P1 } }
            retention: { metrics: 15d, audit: 2555d }
            """);

    assertThat(read.metrics())
        .containsExactly(
            new Metric(
                "orders_total",
                Metric.Type.COUNTER,
                Metric.Kind.BUSINESS,
                List.of("status"),
                3,
                null,
                new Range(1, Double.POSITIVE_INFINITY),
                null),
            new Metric(
                "fill_ratio",
                Metric.Type.GAUGE,
                Metric.Kind.SYSTEM,
                List.of(),
                null,
                new Range(0, 1),
                null,
                "shows waste"));
    assertThat(read.logs())
        .isEqualTo(
            new Logs(
                Logs.Format.TEXT,
                Level.WARN,
                List.of("traceId"),
                Map.of(Level.WARN, new Bytes(1_500_000_000L), Level.AUDIT, new Bytes(2_000_000L)),
                new Bytes(1_000_000_000_000L)));
    assertThat(read.traces())
        .isEqualTo(
            new Traces(
                Percentage.of("10"),
                Duration.ofSeconds(1),
                Percentage.of("10"),
                Percentage.of("10"),
                Traces.Decision.HEAD,
                Traces.Propagation.B3));
    assertThat(read.dashboards())
        .containsExactly(
            new Dashboard(
                "all", List.of("orders_total"), Duration.ofSeconds(10), Duration.ofDays(1)));
    assertThat(read.journeys())
        .containsExactly(
            new Journey(
                "buy",
                List.of("GET /", "POST /orders"),
                Duration.ofMinutes(1),
                Duration.ofSeconds(9),
                3,
                List.of("eu"),
                Alert.Severity.P1));
    assertThat(read.retention().metrics()).isEqualTo(Duration.ofDays(15));
    assertThat(read.retention().of(Level.AUDIT)).isEqualTo(Duration.ofDays(2555));
    assertThat(read.retention().of(Level.DEBUG)).isNull();
  }

  @Test
  void withoutSamplingEveryTraceIsKept() {
    Traces traces = observability("traces: {}\n").traces();
    assertThat(traces)
        .isEqualTo(
            new Traces(
                Percentage.of("100"),
                null,
                Percentage.of("100"),
                Percentage.of("100"),
                Traces.Decision.TAIL,
                Traces.Propagation.W3C));
    // what is not singled out is sampled as the rest
    assertThat(observability("traces: { sample: { rest: 5 % } }\n").traces())
        .extracting(sampled -> sampled == null ? null : sampled.errors())
        .isEqualTo(Percentage.of("5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metrics: { orders-total: { type: gauge } } |"
            + " name: orders-total (expected: the name of a metric, such as orders_total)",
        "metrics: { a: {} } | observability/metrics/a: has no type",
        "metrics: { a: { type: gauge, range: { from: 2, to: 1 } } } |"
            + " range: to is less than from (expected: a range)",
        "traces: { propagate: w3 } | propagate: w3 (expected: w3c, b3 or jaeger)",
        "traces: { sample: { slow: { share: 1 % } } } |"
            + " observability/traces/sample/slow: has no above",
        "journeys: { a: { every: 1m, timeout: 1s } } | observability/journeys/a: has no steps",
        "journeys: { a: { every: 1m, timeout: 1s, steps: [look] } } |"
            + " steps: look (expected: a request, such as `GET /orders`)",
      })
  void wrongDeclarationIsTold(String body, String message) {
    assertThat(read("observability: { " + body + " }\n").problems())
        .extracting(Problem::message)
        .containsExactly(message);
  }
}
