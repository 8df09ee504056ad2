package dev.mainstay.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.SampleCursor;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.ingest.otlp.OtlpMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OtlpMetricsTest {
  private static final long NANOS = 1_790_000_000_000_000_000L;
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private final MemorySeriesStore store =
      new MemorySeriesStore(Duration.ofHours(1), SeriesLimits.of(50));
  private final OtlpMetrics otlp =
      new OtlpMetrics(store, new SampleNotes(new MetricMetadata(), new Exemplars(9)));

  private static Requests attribute(String key, String value) {
    return new Requests().text(1, key).message(2, new Requests().text(1, value));
  }

  private static Requests resource(Requests... metrics) {
    var scope = new Requests();
    for (Requests metric : metrics) {
      scope.message(2, metric);
    }
    return new Requests()
        .message(
            1,
            new Requests()
                .message(
                    1,
                    new Requests()
                        .message(1, attribute("service.name", "pay"))
                        .message(1, attribute("service.instance.id", "i1"))
                        .message(1, attribute("host.name", "h")))
                .message(2, scope));
  }

  private static Requests number(long seconds, double value) {
    return new Requests()
        .message(7, attribute("http.method", "GET"))
        .fixed64(3, NANOS + seconds * 1_000_000_000)
        .number(4, value);
  }

  private static Requests sum(String name, String unit, int temporality, Requests... points) {
    var data = new Requests();
    for (Requests point : points) {
      data.message(1, point);
    }
    return new Requests()
        .text(1, name)
        .text(3, unit)
        .message(7, data.varint(2, temporality).varint(3, 1));
  }

  private OtlpMetrics.Result send(Requests request) throws MalformedException {
    byte[] body = request.plain();
    return otlp.protobuf(body, body.length);
  }

  private List<String> all() {
    var found = new ArrayList<String>();
    for (var series : store.select(List.of(), 0, Long.MAX_VALUE)) {
      for (SampleCursor at = series.samples(0, Long.MAX_VALUE); at.next(); ) {
        String value =
            at.isHistogram() ? at.histogram().positive().toString() : Double.toString(at.value());
        found.add(
            series.labels() + " " + value + " @" + (at.timestamp() - NANOS / 1_000_000) / 1000);
      }
    }
    return found;
  }

  @Test
  void aSumBecomesACounterOfItsJobAndInstance() throws MalformedException {
    var result = send(resource(sum("http.server.requests", "s", CUMULATIVE, number(0, 5))));
    assertThat(result).isEqualTo(new OtlpMetrics.Result(1, 0, ""));
    assertThat(all())
        .containsExactlyInAnyOrder(
            "http_server_requests_seconds_total"
                + "{http_method=\"GET\",instance=\"i1\",job=\"pay\"} 5.0 @0",
            "target_info{host_name=\"h\",instance=\"i1\",job=\"pay\"} 1.0 @0");
  }

  @Test
  void deltasAreAddedUp() throws MalformedException {
    send(resource(sum("d", "1", DELTA, number(0, 5), number(1, 2))));
    var result = send(resource(sum("d", "1", DELTA, number(1, 2), number(2, 3))));
    assertThat(result.rejected()).isEqualTo(1);
    assertThat(result.message()).contains("that is not after the one before");
    assertThat(all().stream().filter(line -> line.startsWith("d_total")))
        .extracting(line -> line.substring(line.indexOf('}') + 2))
        .containsExactly("5.0 @0", "7.0 @1", "10.0 @2");
  }

  @Test
  void aHistogramBecomesBuckets() throws MalformedException {
    var point =
        new Requests()
            .fixed64(3, NANOS)
            .fixed64(4, 6)
            .number(5, 12.5)
            .bytes(6, longs(1, 2, 3))
            .bytes(7, longs(Double.doubleToRawLongBits(0.5), Double.doubleToRawLongBits(10)));
    var metric =
        new Requests()
            .text(1, "latency")
            .text(3, "ms")
            .message(9, new Requests().message(1, point).varint(2, CUMULATIVE));
    send(resource(metric));
    assertThat(all())
        .contains(
            "latency_milliseconds_bucket{instance=\"i1\",job=\"pay\",le=\"0.5\"} 1.0 @0",
            "latency_milliseconds_bucket{instance=\"i1\",job=\"pay\",le=\"10\"} 3.0 @0",
            "latency_milliseconds_bucket{instance=\"i1\",job=\"pay\",le=\"+Inf\"} 6.0 @0",
            "latency_milliseconds_count{instance=\"i1\",job=\"pay\"} 6.0 @0",
            "latency_milliseconds_sum{instance=\"i1\",job=\"pay\"} 12.5 @0");
  }

  private static byte[] longs(long... values) {
    var bytes = java.nio.ByteBuffer.allocate(values.length * 8);
    bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  @Test
  void anExponentialHistogramBecomesANativeOneOfAtMostScaleEight() throws MalformedException {
    var point =
        new Requests()
            .fixed64(3, NANOS)
            .fixed64(4, 10)
            .zigzag(6, 9)
            .message(8, new Requests().zigzag(1, -1).packed(2, 1, 2, 3, 4));
    var metric =
        new Requests()
            .text(1, "e")
            .message(10, new Requests().message(1, point).varint(2, CUMULATIVE));
    send(resource(metric));
    // Indexes -1, 0, 1, 2 at scale 9 are -1, 0, 0, 1 at scale 8, and one more in Prometheus.
    assertThat(all()).contains("e{instance=\"i1\",job=\"pay\"} [0, 1, 2][1.0, 5.0, 4.0] @0");
  }

  @Test
  void theJsonFormIsTheSame() throws MalformedException {
    String json =
        """
        {"resourceMetrics":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"pay"}}]},
         "scopeMetrics":[{"metrics":[
          {"name":"up.time","unit":"s","gauge":{"dataPoints":[
            {"timeUnixNano":"1790000000000000000","asDouble":1.5},
            {"timeUnixNano":"1790000001000000000","asInt":"7"}]}},
          {"name":"jobs","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
            {"timeUnixNano":"1790000000000000000","asInt":"3","attributes":[
              {"key":"9lives","value":{"boolValue":true}}]}]}}]}]}]}
        """;
    otlp.json(json.getBytes(StandardCharsets.UTF_8));
    assertThat(all())
        .containsExactlyInAnyOrder(
            "up_time_seconds{job=\"pay\"} 1.5 @0",
            "up_time_seconds{job=\"pay\"} 7.0 @1",
            "jobs_total{job=\"pay\",key_9lives=\"true\"} 3.0 @0");
  }

  @Test
  void pointsThatCannotBeTakenDoNotKeepTheRestBack() throws MalformedException {
    var metrics = new ArrayList<Requests>();
    for (int i = 0; i < 60; i++) {
      metrics.add(sum("m" + i, "", CUMULATIVE, number(0, i)));
    }
    var result = send(resource(metrics.toArray(new Requests[0])));
    assertThat(result.points()).isEqualTo(50);
    assertThat(result.rejected()).isEqualTo(10);
    assertThat(result.message()).contains("the store holds its limit of 50 series");
  }

  @Test
  void malformedBodiesAreToldWithTheirPlace() {
    assertThatThrownBy(() -> send(new Requests().bytes(1, new byte[] {10, 50})))
        .isInstanceOf(MalformedException.class)
        .hasMessage("metrics request, byte 3: length 50 with 0 left");
    assertThatThrownBy(() -> otlp.json("{\"resourceMetrics\":[}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("line 1, column 21");
    assertThatThrownBy(() -> otlp.json("{\"resourceMetrics\":{}}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("/resourceMetrics: not a list");
    assertThat(store.series(List.of())).isEqualTo(List.<Labels>of());
  }

  @Property(tries = 1000)
  void brokenBodiesAreToldNotFollowed(@ForAll byte[] bytes) {
    try {
      otlp.protobuf(bytes, bytes.length);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).contains("byte ");
    }
  }

  private static final String VALUES =
      "{\"\":null,\"a\":[\"x\",1,true,1e-7,[]],\"b\":\"/+8=\",\"q\":\"\\\"\\u003c\\n\"}";

  private String label(String name) {
    return store.select(List.of(), 0, Long.MAX_VALUE).stream()
        .map(series -> series.labels().value(name))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Requests pair(String key, Requests value) {
    return new Requests().text(1, key).message(2, value);
  }

  private static Requests list(Requests... values) {
    var list = new Requests();
    for (Requests value : values) {
      list.message(1, value);
    }
    return new Requests().message(5, list);
  }

  @Test
  void attributesWithPartsBecomeJson() throws MalformedException {
    var array =
        list(
            new Requests().text(1, "x"),
            new Requests().varint(3, 1),
            new Requests().varint(2, 1),
            new Requests().number(4, 1e-7),
            list());
    var map =
        new Requests()
            .message(1, pair("q", new Requests().text(1, "\"<\n")))
            .message(1, pair("b", new Requests().bytes(7, new byte[] {-1, -17})))
            .message(1, pair("a", array))
            .message(1, pair("", new Requests()));
    var point =
        new Requests()
            .fixed64(3, NANOS)
            .number(4, 1)
            .message(7, pair("map", new Requests().message(6, map)))
            .message(7, pair("bytes", new Requests().bytes(7, new byte[] {-1, -17})))
            .message(7, pair("big", new Requests().number(4, 1.5e21)))
            .message(7, pair("plain", new Requests().number(4, 1e20)))
            .message(7, pair("none", new Requests().number(4, Double.NEGATIVE_INFINITY)));
    send(resource(sum("m", "", CUMULATIVE, point)));
    assertThat(label("map")).isEqualTo(VALUES);
    assertThat(label("bytes")).isEqualTo("/+8=");
    assertThat(label("big")).isEqualTo("1.5e+21");
    assertThat(label("plain")).isEqualTo("100000000000000000000");
    assertThat(label("none")).isEqualTo("-Inf");
  }

  @Test
  void attributesWithPartsAreTheSameFromJson() throws MalformedException {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[
          {"timeUnixNano":"1790000000000000000","asDouble":1,"attributes":[
            {"key":"map","value":{"kvlistValue":{"values":[
              {"key":"q","value":{"stringValue":"\\"<\\n"}},
              {"key":"b","value":{"bytesValue":"_-8="}},
              {"key":"","value":{}},
              {"key":"a","value":{"arrayValue":{"values":[{"stringValue":"x"},{"intValue":"1"},
                {"boolValue":true},{"doubleValue":1e-7},{"arrayValue":{}}]}}}]}}},
            {"key":"bytes","value":{"bytesValue":"/+8="}},
            {"key":"big","value":{"doubleValue":1.5e21}},
            {"key":"none","value":{"doubleValue":"-Infinity"}}]}]}}]}]}]}
        """;
    otlp.json(json.getBytes(StandardCharsets.UTF_8));
    assertThat(label("map")).isEqualTo(VALUES);
    assertThat(label("bytes")).isEqualTo("/+8=");
    assertThat(label("big")).isEqualTo("1.5e+21");
    assertThat(label("none")).isEqualTo("-Inf");
    String broken = json.replace("/+8=", "?");
    assertThatThrownBy(() -> otlp.json(broken.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedException.class)
        .hasMessageEndingWith("bytesValue (expected: base64)");
  }

  @Test
  void sumsAndHistogramsThatDoNotSayWhatTheyCountFromAreRefused() throws MalformedException {
    var histogram =
        new Requests()
            .text(1, "h")
            .message(9, new Requests().message(1, new Requests().fixed64(3, NANOS)));
    var gauge = new Requests().text(1, "g").message(5, new Requests().message(1, number(0, 1)));
    var result =
        send(
            resource(
                sum("s", "", 0, number(0, 1), number(1, 2)),
                histogram,
                gauge,
                sum("kept", "", CUMULATIVE, number(0, 3))));
    assertThat(result)
        .isEqualTo(
            new OtlpMetrics.Result(
                2,
                3,
                "s: no aggregation temporality of a sum (expected: delta or cumulative);"
                    + " h: no aggregation temporality of a histogram"
                    + " (expected: delta or cumulative)"));
    assertThat(all())
        .extracting(line -> line.substring(0, line.indexOf('{')))
        .containsExactlyInAnyOrder("g", "kept_total", "target_info");
  }

  @Test
  void temporalitiesOfJsonAreNumbersOrNames() throws MalformedException {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{TEMPORALITY
          "dataPoints":[{"timeUnixNano":"1790000000000000000","asInt":"1"}]}}]}]}]}
        """;
    for (String taken : List.of("1", "2", "\"AGGREGATION_TEMPORALITY_CUMULATIVE\"")) {
      String text = json.replace("TEMPORALITY", "\"aggregationTemporality\":" + taken + ",");
      assertThat(otlp.json(text.getBytes(StandardCharsets.UTF_8)).message()).doesNotContain("no ");
    }
    for (String refused : List.of("", "\"aggregationTemporality\":0,")) {
      String text = json.replace("TEMPORALITY", refused);
      assertThat(otlp.json(text.getBytes(StandardCharsets.UTF_8)).message())
          .startsWith("m: no aggregation temporality of a sum");
    }
  }

  @Test
  void metricsWithoutANameAreRefused() throws MalformedException {
    var result =
        send(
            resource(
                sum("", "s", CUMULATIVE, number(0, 1)),
                new Requests().text(1, "--").message(5, new Requests().message(1, number(0, 1))),
                sum("m", "", CUMULATIVE, number(0, 3))));
    assertThat(result.points()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(2);
    assertThat(result.message())
        .isEqualTo(
            "'': no metric's name (expected: letters or digits in it);"
                + " '--': no metric's name (expected: letters or digits in it)");
    assertThat(all())
        .extracting(line -> line.substring(0, line.indexOf('{')))
        .containsExactlyInAnyOrder("m_total", "target_info");
  }
}
