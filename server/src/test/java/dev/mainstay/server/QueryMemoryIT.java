package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.telemetry.ingest.Snappy;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server in as little memory as the launcher gives, asked for more than fits into it. */
class QueryMemoryIT {
  private static final int SERIES = 300;
  private static final int SAMPLES = 10_000;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final long end = Clock.systemUTC().millis() / 1000 * 1000;

  @Test
  void whatDoesNotFitIsRefusedAndTheServerGoesOn() throws Exception {
    Path designs = Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        designs.resolve("shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    var flags = List.of("-Xmx104m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    try (ServerProcess server = ServerProcess.start(flags, designs, folder.resolve("data"))) {
      for (int series = 0; series < SERIES; series += 20) {
        for (int from = 0; from < SAMPLES; from += 2_500) {
          write(server, series, from);
        }
      }
      var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 8; i++) {
        asked.add(ask(server, "x[3h]"));
        asked.add(ask(server, "avg_over_time(x[3h])[10s:1ms] + 0 * " + i));
      }
      var queries = new ArrayList<HttpResponse<String>>();
      for (var each : asked) {
        queries.add(each.get());
      }
      for (HttpResponse<String> answer : queries) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(422, 400);
      }
      assertThat(queries.getFirst().body())
          .contains("too many samples into memory")
          .contains("expected: fewer series, a shorter range, or a server with more memory");

      HttpResponse<String> small =
          ask(server, "count(count_over_time(x[3h]) == " + SAMPLES + ")").get();
      assertThat(small.body()).contains("\"" + SERIES + "\"");
      assertThat(server.isAlive()).isTrue();
    }
  }

  private CompletableFuture<HttpResponse<String>> ask(ServerProcess server, String query) {
    String path =
        "/prometheus/api/v1/query?time="
            + end / 1000
            + "&query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return client.sendAsync(
        HttpRequest.newBuilder(server.address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void write(ServerProcess server, int firstSeries, int firstSample) throws Exception {
    var request = new ByteArrayOutputStream();
    for (int series = firstSeries; series < firstSeries + 20; series++) {
      var each = new ByteArrayOutputStream();
      field(each, 1, label("__name__", "x"));
      field(each, 1, label("i", Integer.toString(series)));
      for (int i = firstSample; i < firstSample + 2_500; i++) {
        field(each, 2, sample(end - (SAMPLES - 1 - i) * 1000L, i / 3.0));
      }
      field(request, 1, each.toByteArray());
    }
    byte[] body = request.toByteArray();
    URI address = server.address().resolve("/api/v1/write");
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Snappy.compress(body, body.length)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  private static byte[] label(String name, String value) {
    var label = new ByteArrayOutputStream();
    field(label, 1, name.getBytes(StandardCharsets.UTF_8));
    field(label, 2, value.getBytes(StandardCharsets.UTF_8));
    return label.toByteArray();
  }

  private static byte[] sample(long millis, double value) {
    var sample = new ByteArrayOutputStream();
    sample.write(1 << 3 | 1);
    sample.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    sample.write(2 << 3);
    varint(sample, millis);
    return sample.toByteArray();
  }

  private static void field(ByteArrayOutputStream to, int number, byte[] value) {
    to.write(number << 3 | 2);
    varint(to, value.length);
    to.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream to, long value) {
    long rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      to.write((int) (rest | 0x80));
    }
    to.write((int) rest);
  }
}
