package dev.mainstay.telemetry.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Prometheus on loopback, with a folder of its own. */
final class RealPrometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RealPrometheus(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  static RealPrometheus start(Path folder) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
    Process process =
        new ProcessBuilder(
                List.of(
                    "prometheus",
                    "--config.file=" + config,
                    "--storage.tsdb.path=" + folder.resolve("data"),
                    "--storage.tsdb.retention.time=100y",
                    "--web.listen-address=127.0.0.1:" + port,
                    "--web.enable-remote-write-receiver",
                    "--enable-feature=native-histograms",
                    "--query.timeout=5m",
                    "--log.level=warn"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    var prometheus = new RealPrometheus(process, URI.create("http://127.0.0.1:" + port));
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (prometheus.get("/-/ready").statusCode() == 200) {
          return prometheus;
        }
      } catch (UncheckedIOException e) {
        // not listening yet
      }
      LockSupport.parkNanos(50_000_000);
    }
    prometheus.close();
    throw new IllegalStateException(
        "prometheus did not start: " + Files.readString(folder.resolve("prometheus.log")));
  }

  URI address() {
    return base;
  }

  long pid() {
    return process.pid();
  }

  /** Writes all samples, from old to new in pieces of 15 minutes. */
  void write(List<TestSeries> series, long from, long to) {
    for (long begin = from; begin < to; begin += 900_000) {
      byte[] body = RemoteWrite.request(series, begin, Math.min(to, begin + 900_000));
      HttpResponse<String> response =
          send(
              HttpRequest.newBuilder(base.resolve("/api/v1/write"))
                  .header("Content-Encoding", "snappy")
                  .header("Content-Type", "application/x-protobuf")
                  .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(response.statusCode() + ": " + response.body());
      }
    }
  }

  JsonNode query(String query, double at) {
    return JSON.readTree(get("/api/v1/query?query=" + encoded(query) + "&time=" + at).body());
  }

  JsonNode range(String query, double start, double end, double step) {
    return JSON.readTree(rangeText(query, start, end, step));
  }

  String rangeText(String query, double start, double end, double step) {
    return get("/api/v1/query_range?query="
            + encoded(query)
            + "&start="
            + start
            + "&end="
            + end
            + "&step="
            + step)
        .body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(base.resolve(path)).GET().build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
