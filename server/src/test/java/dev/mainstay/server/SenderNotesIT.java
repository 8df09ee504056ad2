package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.testkit.RealPrometheus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus sends what it scrapes, with metadata and exemplars. */
class SenderNotesIT {
  private static final String EXPOSITION =
      """
      # HELP sold Things sold
      # TYPE sold counter
      sold_total{kind="a"} 7 # {trace_id="t1"} 1 1.5
      # HELP took_seconds How long
      # TYPE took_seconds histogram
      # UNIT took_seconds seconds
      took_seconds_bucket{le="1.0"} 3 # {trace_id="t2",span_id="s"} 0.7
      took_seconds_bucket{le="+Inf"} 4
      took_seconds_count 4
      took_seconds_sum 5
      # EOF
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private OpenMetricsEndpoint endpoint;
  private MainstayServer server;

  @BeforeEach
  void start() throws Exception {
    endpoint = new OpenMetricsEndpoint(EXPOSITION);
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    server =
        MainstayServer.start(
            new ServerConfig(folder.resolve("designs"), folder.resolve("data"), "127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    server.close();
    endpoint.close();
    client.close();
  }

  private JsonNode data(String path) throws Exception {
    String body =
        client
            .send(
                HttpRequest.newBuilder(URI.create(server.address() + "/prometheus/api/v1" + path))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return JsonMapper.shared().readTree(body).path("data");
  }

  @Test
  void metadataAndExemplarsOfASenderAreThoseItHas() throws Exception {
    String config =
        """
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: shop
            static_configs: [{ targets: ["%s"] }]
        remote_write:
          - url: %s/api/v1/write
            send_exemplars: true
            metadata_config: { send: true, send_interval: 1s }
        """
            .formatted(endpoint.address(), server.address());
    try (var prometheus =
        RealPrometheus.start(folder, config, "--enable-feature=exemplar-storage")) {
      String exemplars =
          "/query_exemplars?query="
              + RealPrometheus.encoded("{__name__=~\"sold_total|took_seconds_bucket\"}")
              + "&start=0&end=4000000000";
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
      while ((data("/metadata").size() < 2 || data(exemplars).size() < 2)
          && System.nanoTime() < end) {
        LockSupport.parkNanos(200_000_000);
      }
      JsonNode theirs =
          JsonMapper.shared().readTree(prometheus.get("/api/v1/metadata").body()).path("data");
      assertThat(theirs).hasSize(2);
      assertThat(data("/metadata")).isEqualTo(theirs);
      JsonNode kept =
          JsonMapper.shared().readTree(prometheus.get("/api/v1" + exemplars).body()).path("data");
      assertThat(kept).hasSize(2);
      assertThat(data(exemplars).valueStream()).containsExactlyInAnyOrderElementsOf(kept);
    }
  }
}
