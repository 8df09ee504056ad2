package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.telemetry.ingest.Snappy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends samples to a real server, as Prometheus and OpenTelemetry do. */
class IngestIT {
  private static final String V2 = "application/x-protobuf;proto=io.prometheus.write.v2.Request";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private MainstayServer server;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    server = open(ServerConfig.SERIES);
  }

  private MainstayServer open(int series) {
    return MainstayServer.start(
        new ServerConfig(
            folder.resolve("designs"),
            folder.resolve("data"),
            "127.0.0.1",
            0,
            ServerConfig.Files.NONE,
            ServerConfig.Asking.DEFAULT,
            series,
            Set.of()));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private static byte[] field(int number, byte[] value) {
    var out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    for (int rest = value.length; ; rest >>>= 7) {
      out.write(rest > 0x7f ? rest | 0x80 : rest);
      if (rest <= 0x7f) {
        break;
      }
    }
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] text(int number, String value) {
    return field(number, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] sample(long millis, double value) {
    var out = new ByteArrayOutputStream();
    out.write(9);
    out.writeBytes(
        ByteBuffer.allocate(8)
            .putLong(Long.reverseBytes(Double.doubleToRawLongBits(value)))
            .array());
    out.write(16);
    long rest = millis;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] writeRequest(String metric, long millis, double value) {
    byte[] label = join(text(1, "__name__"), text(2, metric));
    return field(1, join(field(1, label), field(2, sample(millis, value))));
  }

  private HttpResponse<byte[]> post(String path, String type, String encoding, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static byte[] snappy(byte[] plain) {
    return Snappy.compress(plain, plain.length);
  }

  private String metric(String name) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(server.address().resolve("/metrics")).build(),
            BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElse("");
  }

  @Test
  void remoteWriteIsAnsweredAsItsProtocolDemandsAndKept() throws Exception {
    long now = Clock.system().now().toEpochMilli();
    var written =
        post(
            "/api/v1/write", "application/x-protobuf", "snappy", snappy(writeRequest("m", now, 1)));
    assertThat(written.statusCode()).isEqualTo(204);
    assertThat(written.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written"))
        .contains("1");

    var conflict =
        post(
            "/prometheus/api/v1/write",
            "application/x-protobuf",
            "snappy",
            snappy(writeRequest("m", now, 2)));
    assertThat(conflict.statusCode()).isEqualTo(400);
    assertThat(new String(conflict.body(), StandardCharsets.UTF_8))
        .startsWith("1 samples not taken");

    byte[] two =
        join(
            text(4, ""),
            text(4, "__name__"),
            text(4, "n"),
            field(5, join(field(1, new byte[] {1, 2}), field(2, sample(now, 3)))));
    assertThat(post("/api/v1/write", V2, "snappy", snappy(two)).statusCode()).isEqualTo(204);
    assertThat(post("/api/v1/write", "text/plain", "snappy", snappy(two)).statusCode())
        .isEqualTo(415);
    assertThat(post("/api/v1/write", V2, "gzip", two).statusCode()).isEqualTo(415);
    var broken = post("/api/v1/write", V2, "snappy", new byte[] {5, 0});
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(new String(broken.body(), StandardCharsets.UTF_8)).startsWith("snappy, byte 2: ");

    assertThat(metric("mainstay_series")).isEqualTo("mainstay_series 2");
    server.close();
    server = open(ServerConfig.SERIES);
    assertThat(metric("mainstay_series")).isEqualTo("mainstay_series 2");
  }

  @Test
  void otlpIsTakenOverHttpInBothFormsAndOverGrpc() throws Exception {
    long nanos = Clock.system().now().toEpochMilli() * 1_000_000;
    String json =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"g\",\"gauge\":"
            + "{\"dataPoints\":[{\"timeUnixNano\":\""
            + nanos
            + "\",\"asInt\":\"4\"}]}}]}]}]}";
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    }
    var answer = post("/v1/metrics", "application/json", "gzip", zipped.toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(metric("mainstay_series")).isEqualTo("mainstay_series 1");

    byte[] point = join(new byte[] {0x19}, reversed(nanos), new byte[] {0x31}, reversed(5));
    byte[] gauge = join(text(1, "h"), field(5, field(1, point)));
    byte[] request = field(1, field(2, field(2, gauge)));
    assertThat(
            post("/api/v1/otlp/v1/metrics", "application/x-protobuf", "identity", request)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            post(
                    "/prometheus/api/v1/otlp/v1/metrics",
                    "application/x-protobuf",
                    "identity",
                    request)
                .statusCode())
        .isEqualTo(200);
    assertThat(metric("mainstay_series")).isEqualTo("mainstay_series 2");

    byte[] other = field(1, field(2, field(2, join(text(1, "i"), field(5, field(1, point))))));
    byte[] frame = join(new byte[] {0}, ByteBuffer.allocate(4).putInt(other.length).array(), other);
    var grpc =
        client.send(
            HttpRequest.newBuilder(
                    server
                        .address()
                        .resolve("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"))
                .version(HttpClient.Version.HTTP_2)
                .header("Content-Type", "application/grpc")
                .POST(BodyPublishers.ofByteArray(frame))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(grpc.statusCode()).isEqualTo(200);
    assertThat(grpc.body()).containsExactly(0, 0, 0, 0, 0);
    assertThat(metric("mainstay_series")).isEqualTo("mainstay_series 3");

    var malformed = post("/v1/metrics", "application/json", "identity", new byte[] {'{'});
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(new String(malformed.body(), StandardCharsets.UTF_8)).contains("line 1");
  }

  private static byte[] reversed(long value) {
    return ByteBuffer.allocate(8).putLong(Long.reverseBytes(value)).array();
  }

  @Test
  void beyondTheLimitOfSeriesThoseKnownGoOn() throws Exception {
    server.close();
    server = open(1);
    assertThat(metric("mainstay_series_limit")).isEqualTo("mainstay_series_limit 1");
    long now = Clock.system().now().toEpochMilli();
    assertThat(write("m", now - 1).statusCode()).isEqualTo(204);
    var refused = write("n", now);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8))
        .contains("the store holds its limit of 1 series");
    assertThat(write("m", now).statusCode()).isEqualTo(204);

    server.close();
    server = open(2);
    assertThat(write("n", now).statusCode()).isEqualTo(204);
  }

  private HttpResponse<byte[]> write(String metric, long millis) throws Exception {
    return post(
        "/api/v1/write",
        "application/x-protobuf",
        "snappy",
        snappy(writeRequest(metric, millis, 1)));
  }

  @Test
  void aBodyOfAGigabyteIsRefusedWithoutTakingItIn() throws Exception {
    URI at = server.address();
    try (var socket = new Socket(at.getHost(), at.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/write HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
                      + "Content-Encoding: snappy\r\nContent-Length: 1073741824\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 413");
    }
    byte[] bomb = new byte[] {-1, -1, -1, -1, 7, 0};
    var refused = post("/api/v1/write", "application/x-protobuf", "snappy", bomb);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("(limit 16777216)");
  }
}
