package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.telemetry.NativeHistogram;
import dev.mainstay.telemetry.NativeHistogram.Buckets;
import dev.mainstay.telemetry.NativeHistogram.Reset;
import dev.mainstay.telemetry.ingest.HistogramWriter;
import dev.mainstay.telemetry.ingest.ProtobufWriter;
import dev.mainstay.telemetry.ingest.Snappy;
import dev.mainstay.telemetry.ingest.Wire;
import dev.mainstay.testkit.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Native histograms on their way between Mainstay and a real Prometheus, both ways. */
class NativeHistogramsOutIT {
  private static final NativeHistogram SENT =
      new NativeHistogram(
          3,
          0.001,
          2,
          21.5,
          -4.25,
          Buckets.of(new int[] {-3, -2, 4}, new double[] {1, 7.5, 6}),
          Buckets.of(new int[] {9}, new double[] {5}),
          List.of(),
          Reset.UNKNOWN);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private MainstayServer server;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    Files.writeString(folder.resolve("scrape.yml"), "scrape_configs: []\n");
    server =
        MainstayServer.start(
            new ServerConfig(
                folder.resolve("designs"),
                folder.resolve("data"),
                "127.0.0.1",
                0,
                new ServerConfig.Files(List.of(), folder.resolve("scrape.yml"), List.of())));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private static ProtobufWriter series(String kind, ProtobufWriter sample, int field) {
    var series = new ProtobufWriter(256);
    for (List<String> label :
        List.of(List.of("__name__", "took"), List.of("job", "shop"), List.of("kind", kind))) {
      series.message(1, new ProtobufWriter(64).text(1, label.get(0)).text(2, label.get(1)));
    }
    return series.message(field, sample);
  }

  private void send(long millis) throws Exception {
    var histogram = new ProtobufWriter(256);
    HistogramWriter.remote(histogram, SENT, millis);
    var request =
        new ProtobufWriter(256)
            .message(1, series("native", histogram, 4))
            .message(1, series("number", new ProtobufWriter(32).number(1, 3).varint(2, millis), 2));
    var response =
        client.send(
            HttpRequest.newBuilder(server.address().resolve("/api/v1/write"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .POST(BodyPublishers.ofByteArray(Snappy.compress(request.array(), request.size())))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
  }

  private String get(String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + "/prometheus" + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private interface Ask {
    String answer() throws Exception;
  }

  /** The histogram of the answer's only series, as soon as there is one. */
  private static JsonNode awaited(Ask ask) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (true) {
      String answer = ask.answer();
      JsonNode result = JsonMapper.shared().readTree(answer).path("data").path("result");
      if (result.size() == 1 || System.nanoTime() > end) {
        assertThat(result).as(answer).hasSize(1);
        return result.get(0).path("histogram").path(1);
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private JsonNode ours(String query) throws Exception {
    return awaited(() -> get("/api/v1/query?query=" + RealPrometheus.encoded(query)));
  }

  @Test
  void federationHandsThemOutAsProtobufAndTakesThemIn() throws Exception {
    send(Clock.system().now().toEpochMilli());
    JsonNode sent = ours("took{kind='native'}");
    assertThat(sent.path("buckets")).hasSize(5);
    assertThat(get("/federate?match[]=took"))
        .contains("kind=\"number\"} 3 ")
        .doesNotContain("native");
    String config =
        """
        scrape_configs:
          - job_name: federate
            scrape_interval: 1s
            honor_labels: true
            metrics_path: /prometheus/federate
            params: { "match[]": ["took"] }
            static_configs: [{ targets: ["%s"] }]
        """
            .formatted(server.address().getAuthority());
    try (var prometheus =
        RealPrometheus.start(folder, config, "--enable-feature=native-histograms")) {
      assertThat(awaited(() -> prometheus.query("took{kind='native',job='shop'}"))).isEqualTo(sent);
      assertThat(prometheus.query("took{kind='number'}")).contains("\"3\"");
      Files.writeString(
          folder.resolve("scrape.yml"),
          """
          scrape_configs:
            - job_name: back
              scrape_interval: 1s
              scrape_native_histograms: true
              metrics_path: /federate
              params: { "match[]": ["took"] }
              metric_relabel_configs: [{ target_label: way, replacement: back }]
              static_configs: [{ targets: ["127.0.0.1:%d"] }]
          """
              .formatted(prometheus.port()));
      assertThat(ours("took{kind='native',way='back'}")).isEqualTo(sent);
    }
  }

  /** The series in an answer of remote read are a request of remote write. */
  @Test
  void remoteReadHandsOutWhatPrometheusTakes() throws Exception {
    long now = Clock.system().now().toEpochMilli();
    send(now);
    var matcher = new ProtobufWriter(64).text(2, "__name__").text(3, "took");
    var query = new ProtobufWriter(64).varint(1, now - 1_000).varint(2, now).message(3, matcher);
    var asked = new ProtobufWriter(64).message(1, query);
    byte[] answer =
        client
            .send(
                HttpRequest.newBuilder(URI.create(server.address() + "/prometheus/api/v1/read"))
                    .POST(BodyPublishers.ofByteArray(Snappy.compress(asked.array(), asked.size())))
                    .build(),
                BodyHandlers.ofByteArray())
            .body();
    int size = Snappy.length(answer, answer.length, 1 << 20);
    var plain = new byte[size + Snappy.SLACK];
    Snappy.decompress(answer, answer.length, plain, size);
    Wire wire = new Wire().over(plain, 0, size);
    wire.tag();
    wire.enter();
    byte[] series = Arrays.copyOfRange(plain, wire.position(), wire.end());
    try (var prometheus =
        RealPrometheus.start(
            folder,
            "global: {}\n",
            "--web.enable-remote-write-receiver",
            "--enable-feature=native-histograms")) {
      var written =
          prometheus.send(
              HttpRequest.newBuilder(prometheus.address().resolve("/api/v1/write"))
                  .header("Content-Type", "application/x-protobuf")
                  .header("Content-Encoding", "snappy")
                  .POST(BodyPublishers.ofByteArray(Snappy.compress(series, series.length)))
                  .build());
      assertThat(written.statusCode()).as(written.body()).isEqualTo(204);
      assertThat(awaited(() -> prometheus.query("took{kind='native'}")))
          .isEqualTo(ours("took{kind='native'}"));
      assertThat(prometheus.query("took{kind='number'}")).contains("\"3\"");
    }
  }
}
