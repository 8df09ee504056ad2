package dev.mainstay.telemetry.ingest;

import static dev.mainstay.telemetry.ingest.Requests.label;
import static dev.mainstay.telemetry.ingest.Requests.sample;
import static dev.mainstay.telemetry.ingest.Requests.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Exemplars.Exemplar;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.Matcher;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.MetricMetadata.Entry;
import dev.mainstay.telemetry.SampleNotes;
import dev.mainstay.telemetry.SeriesLimits;
import dev.mainstay.telemetry.ingest.RemoteWrite.Version;
import dev.mainstay.telemetry.ingest.otlp.OtlpMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes beside samples, by all protocols. */
class SampleNotesTest {
  private static final Labels M = Labels.of("m_total", "job", "a");

  private final MemorySeriesStore store =
      new MemorySeriesStore(Duration.ofHours(1), SeriesLimits.of(5));
  private final SampleNotes notes = new SampleNotes(new MetricMetadata(), new Exemplars(9));
  private final RemoteWrite remoteWrite = new RemoteWrite(notes);
  private final OtlpMetrics otlp = new OtlpMetrics(store, notes);

  private WriteResult write(Version version, Requests request) throws MalformedException {
    byte[] compressed = request.snappy();
    return remoteWrite.write(store, version, compressed, compressed.length);
  }

  private Map<Labels, List<Exemplar>> exemplars() {
    return notes
        .exemplars()
        .find(List.of(List.of(Matcher.regex("__name__", ".+"))), 0, Long.MAX_VALUE);
  }

  private static Requests exemplarOne(String trace, double value, long millis) {
    return new Requests().message(1, label("trace_id", trace)).number(2, value).varint(3, millis);
  }

  @Test
  void versionOneSaysMetadataByFamilyAndExemplarsBySeries() throws MalformedException {
    Requests of = series("__name__", "m_total", "job", "a");
    var request =
        new Requests()
            .message(1, of.message(2, sample(7, 1000)))
            .message(
                1,
                series("__name__", "m_total", "job", "a").message(3, exemplarOne("t1", 0.5, 900)))
            .message(
                1, series("__name__", "unheard", "job", "a").message(3, exemplarOne("t2", 1, 900)))
            .message(
                3, new Requests().varint(1, 1).text(2, "m_total").text(4, "Things").text(5, "s"));
    WriteResult result = write(Version.V1, request);
    assertThat(result.samples()).isEqualTo(1);
    assertThat(result.exemplars()).isEqualTo(1);
    assertThat(result.refusedExemplars()).isEqualTo(1);
    assertThat(result.problems()).isEmpty();
    assertThat(notes.metadata().all())
        .isEqualTo(Map.of("m_total", List.of(new Entry("counter", "Things", "s"))));
    assertThat(exemplars())
        .isEqualTo(Map.of(M, List.of(new Exemplar(Labels.of("", "trace_id", "t1"), 0.5, 900))));
    assertThat(write(Version.V1, request).exemplars()).isEqualTo(1);
    assertThat(exemplars().get(M)).hasSize(1);
  }

  @Test
  void versionTwoSaysBothWithEachSeries() throws MalformedException {
    var request = new Requests();
    for (String symbol :
        List.of("", "__name__", "h_bucket", "le", "1", "Help", "s", "trace_id", "t1")) {
      request.text(4, symbol);
    }
    Requests exemplar = new Requests().packed(1, 7, 8).number(2, 0.5).varint(3, 1000);
    request.message(
        5,
        new Requests()
            .packed(1, 1, 2, 3, 4)
            .message(2, sample(3, 1000))
            .message(4, exemplar)
            .message(4, new Requests().packed(1, 7, 8).number(2, 0.25).varint(3, 999))
            .message(5, new Requests().varint(1, 3).varint(3, 5).varint(4, 6)));
    WriteResult result = write(Version.V2, request);
    assertThat(result.exemplars()).isEqualTo(1);
    assertThat(result.exemplarProblems())
        .isEqualTo("1 exemplars not taken: the one at 999 is older than one before");
    assertThat(notes.metadata().all())
        .isEqualTo(Map.of("h", List.of(new Entry("histogram", "Help", "s"))));
    assertThat(exemplars())
        .isEqualTo(
            Map.of(
                Labels.of("h_bucket", "le", "1"),
                List.of(new Exemplar(Labels.of("", "trace_id", "t1"), 0.5, 1000))));
    request.message(
        5,
        new Requests()
            .packed(1, 1, 2, 3, 4)
            .message(2, sample(3, 2000))
            .message(4, new Requests().packed(1, 7, 99)));
    assertThatThrownBy(() -> write(Version.V2, request))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("symbol 99 of 9");
  }

  private static Requests attribute(String key, String value) {
    return new Requests().text(1, key).message(2, new Requests().text(1, value));
  }

  private void export(Requests metric) throws MalformedException {
    Requests resource = new Requests().message(1, attribute("service.name", "shop"));
    byte[] body =
        new Requests()
            .message(
                1,
                new Requests().message(1, resource).message(2, new Requests().message(2, metric)))
            .plain();
    assertThat(otlp.protobuf(body, body.length).rejected()).isZero();
  }

  @Test
  void otlpSaysWhatMetricsMeanAndWhichTraceWasWhere() throws MalformedException {
    byte[] trace = {1, 2, (byte) 0xab};
    Requests exemplar =
        new Requests()
            .fixed64(2, 999_000_000)
            .number(3, 0.7)
            .bytes(4, new byte[] {9})
            .bytes(5, trace)
            .message(7, attribute("user.kind", "x"));
    Requests point =
        new Requests()
            .fixed64(3, 1_000_000_000)
            .fixed64(4, 1)
            .number(5, 0.7)
            .fixed64(6, 0)
            .fixed64(6, 1)
            .fixed64(6, 0)
            .number(7, 0.5)
            .number(7, 1)
            .message(8, exemplar);
    export(
        new Requests()
            .text(1, "took")
            .text(2, "How long")
            .text(3, "s")
            .message(9, new Requests().varint(2, 2).message(1, point)));
    assertThat(notes.metadata().all())
        .containsEntry("took_seconds", List.of(new Entry("histogram", "How long", "s")));
    assertThat(exemplars())
        .isEqualTo(
            Map.of(
                Labels.of("took_seconds_bucket", "job", "shop", "le", "1"),
                List.of(
                    new Exemplar(
                        Labels.of("", "span_id", "09", "trace_id", "0102ab", "user_kind", "x"),
                        0.7,
                        999))));
  }

  @Test
  void otlpsJsonSaysTheSameAndLongAttributesAreLeftOut() throws MalformedException {
    String json =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"n","description":"Calls","sum":{"isMonotonic":true,
         "aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"1000000000","asInt":"4","exemplars":[
          {"timeUnixNano":"999000000","asDouble":2,"traceId":"0AF7","spanId":"b1",
           "filteredAttributes":[{"key":"long","value":{"stringValue":"%s"}}]}]}]}}]}]}]}
        """
            .formatted("x".repeat(120));
    assertThat(otlp.json(json.getBytes(StandardCharsets.UTF_8)).rejected()).isZero();
    assertThat(notes.metadata().all())
        .containsEntry("n_total", List.of(new Entry("counter", "Calls", "")));
    assertThat(exemplars())
        .isEqualTo(
            Map.of(
                Labels.of("n_total"),
                List.of(new Exemplar(Labels.of("", "span_id", "b1", "trace_id", "0af7"), 2, 999))));
  }

  @Test
  void sendersCannotFillTheMemory() {
    var metadata = new MetricMetadata();
    for (int i = 0; i < 10_050; i++) {
      metadata.say("m" + i, new Entry("gauge", "x".repeat(10), ""));
    }
    assertThat(metadata.all()).hasSize(10_000).containsKey("m50").doesNotContainKey("m49");
    for (int i = 0; i < 9; i++) {
      metadata.say("m50", new Entry("gauge", "y".repeat(10_000) + i, "u" + i));
    }
    assertThat(metadata.all().get("m50"))
        .hasSize(4)
        .allSatisfy(entry -> assertThat(entry.help()).hasSize(4_096));
  }
}
