package dev.mainstay.telemetry.query;

import static dev.mainstay.testkit.RealPrometheus.encoded;

import dev.mainstay.testkit.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus that takes the samples of a test and answers its queries. */
final class QueriedPrometheus implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RealPrometheus prometheus;

  private QueriedPrometheus(RealPrometheus prometheus) {
    this.prometheus = prometheus;
  }

  static QueriedPrometheus start(Path folder) throws IOException {
    return new QueriedPrometheus(
        RealPrometheus.start(
            folder,
            "global: {}\n",
            "--storage.tsdb.retention.time=100y",
            "--web.enable-remote-write-receiver",
            "--enable-feature=native-histograms",
            "--query.timeout=5m"));
  }

  URI address() {
    return prometheus.address();
  }

  long pid() {
    return prometheus.pid();
  }

  /** Writes all samples, from old to new in pieces of 15 minutes. */
  void write(List<TestSeries> series, long from, long to) {
    for (long begin = from; begin < to; begin += 900_000) {
      byte[] body = RemoteWrite.request(series, begin, Math.min(to, begin + 900_000));
      HttpResponse<String> response =
          prometheus.send(
              HttpRequest.newBuilder(address().resolve("/api/v1/write"))
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
    return JSON.readTree(
        prometheus.get("/api/v1/query?query=" + encoded(query) + "&time=" + at).body());
  }

  JsonNode range(String query, double start, double end, double step) {
    return JSON.readTree(rangeText(query, start, end, step));
  }

  String rangeText(String query, double start, double end, double step) {
    return prometheus
        .get(
            "/api/v1/query_range?query="
                + encoded(query)
                + "&start="
                + start
                + "&end="
                + end
                + "&step="
                + step)
        .body();
  }

  @Override
  public void close() {
    prometheus.close();
  }
}
