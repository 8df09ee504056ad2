package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.ProblemException;
import dev.mainstay.testkit.RealPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that scrapes by a Prometheus configuration, and a real Prometheus that reads from it.
 */
class SamplesOutIT {
  private static final String EXPOSITION =
      """
      # HELP sold Things sold
      # TYPE sold counter
      sold_total{kind="a"} 7 # {trace_id="t1"} 1
      sold_total{kind="b"} 9
      # EOF
      """;

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final OpenMetricsEndpoint endpoint;
  private MainstayServer server;

  SamplesOutIT() throws IOException {
    endpoint = new OpenMetricsEndpoint(EXPOSITION);
  }

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n"
            + "telemetry: { every: 1s, timeout: 800ms, instances: ['"
            + endpoint.address()
            + "'] }\n");
    write("1s");
    server = open("data");
  }

  private void write(String interval) throws IOException {
    write(interval, "");
  }

  private void write(String interval, String jobs) throws IOException {
    Files.writeString(
        folder.resolve("scrape.yml"),
        "global: { scrape_interval: "
            + interval
            + ", external_labels: { site: x } }\nscrape_configs:\n- job_name: shop\n"
            + "  static_configs: [{ targets: ['"
            + endpoint.address()
            + "'] }]\n"
            + jobs);
  }

  private MainstayServer open(String data) {
    return MainstayServer.start(
        new ServerConfig(
            folder.resolve("designs"),
            folder.resolve(data),
            "127.0.0.1",
            0,
            new ServerConfig.Files(List.of(), folder.resolve("scrape.yml"), List.of())));
  }

  @AfterEach
  void stop() {
    server.close();
    endpoint.close();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + "/prometheus" + path));
  }

  private String get(String path) throws Exception {
    return send(to(path)).body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private interface Ask {
    String answer() throws Exception;
  }

  private static String await(Ask ask, Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (true) {
      String answer = ask.answer();
      if (wanted.test(answer) || System.nanoTime() > end) {
        assertThat(answer).matches(wanted);
        return answer;
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private String journal() throws Exception {
    return ask(server.address() + "/api/mainstay/v1/journal?limit=1000");
  }

  private String sold() throws Exception {
    return await(
        () -> get("/api/v1/query?query=" + encoded("sum(sold_total{job=\"shop\"})")),
        answer -> answer.contains("\"16\""));
  }

  @Test
  void tellsOfTargetsMetadataAndExemplars() throws Exception {
    sold();
    assertThat(get("/api/v1/targets"))
        .contains("\"health\":\"up\"", "\"scrapePool\":\"shop\"", "__metrics_path__")
        .contains("\"scrapePool\":\"shop-api\"", "\"service\":\"shop-api\"");
    assertThat(get("/api/v1/scrape_pools")).contains("[\"shop\",\"shop-api\"]");
    assertThat(get("/api/v1/metadata"))
        .contains("\"sold\":[{\"type\":\"counter\",\"help\":\"Things sold\",\"unit\":\"\"}]");
    assertThat(get("/api/v1/targets/metadata?match_target=" + encoded("{job=\"shop\"}")))
        .contains("\"metric\":\"sold\"");
    assertThat(get("/api/v1/targets/metadata?match_target=" + encoded("{job=\"x\"}")))
        .contains("\"data\":[]");
    assertThat(get("/api/v1/query_exemplars?query=" + encoded("rate(sold_total[5m]) > 0")))
        .contains("\"seriesLabels\":{\"__name__\":\"sold_total\"", "\"trace_id\":\"t1\"");
    assertThat(get("/api/v1/query_exemplars?query=other")).contains("\"data\":[]");
    assertThat(get("/api/v1/status/tsdb"))
        .contains("\"seriesCountByMetricName\":[", "{\"name\":\"sold_total\",\"value\":4}");
    assertThat(get("/api/v1/status/config")).contains("job_name: shop");
  }

  @Test
  void aPrometheusAndMainstayReadFromEachOther() throws Exception {
    sold();
    String authority = URI.create(server.address().toString()).getAuthority();
    String config =
        """
        remote_read:
          - url: http://%1$s/prometheus/api/v1/read
            read_recent: true
        scrape_configs:
          - job_name: federate
            scrape_interval: 1s
            honor_labels: true
            metrics_path: /prometheus/federate
            params: { "match[]": ["sold_total{kind='b',job='shop'}"] }
            static_configs: [{ targets: ["%1$s"] }]
          - job_name: theirs
            scrape_interval: 1s
            static_configs: [{ targets: ["%2$s"] }]
        """
            .formatted(authority, endpoint.address());
    try (var prometheus = RealPrometheus.start(folder, config)) {
      await(
          () -> prometheus.query("sold_total{kind=\"a\"}"),
          answer ->
              answer.contains("\"7\"")
                  && answer.contains("\"job\":\"shop\"")
                  && answer.contains("\"site\":\"x\""));
      await(
          () -> prometheus.query("sold_total{kind=\"b\",site=\"x\"}"),
          answer -> answer.contains("\"9\""));
      write(
          "1s",
          """
          - job_name: from-prometheus
            honor_labels: true
            metrics_path: /federate
            params: { "match[]": ["sold_total{job='theirs'}"] }
            static_configs: [{ targets: ["127.0.0.1:%d"] }]
          """
              .formatted(prometheus.port()));
      await(
          () -> get("/api/v1/query?query=" + encoded("sum(sold_total{job=\"theirs\"})")),
          answer -> answer.contains("\"16\""));
      assertThat(prometheus.query("sold_total{kind=\"a\",site=\"y\"}")).contains("\"result\":[]");
    }
  }

  private String ask(String address) throws Exception {
    try {
      return send(HttpRequest.newBuilder(URI.create(address))).body();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void copiesAndDeletes() throws Exception {
    sold();
    String name =
        send(to("/api/v1/admin/tsdb/snapshot").POST(BodyPublishers.noBody()))
            .body()
            .replaceAll(".*\"name\":\"([^\"]+)\".*", "$1");
    HttpRequest.Builder delete =
        to("/api/v1/admin/tsdb/delete_series?match[]=" + encoded("{__name__=~\"sold.*\"}"))
            .POST(BodyPublishers.noBody());
    assertThat(send(delete.copy().header("Origin", "http://elsewhere")).statusCode())
        .isEqualTo(403);
    endpoint.close();
    assertThat(send(delete).statusCode()).isEqualTo(204);
    assertThat(get("/api/v1/query?query=" + encoded("count_over_time(sold_total{kind=\"a\"}[1h])")))
        .doesNotContain("sold");
    assertThat(journal())
        .contains("Samples were copied to snapshots/" + name)
        .contains("Samples are deleted: {__name__=~");
    Path copy = folder.resolve("data/snapshots").resolve(name);
    Files.createDirectories(folder.resolve("restored"));
    Files.move(copy, folder.resolve("restored/samples"));
    server.close();
    server = open("restored");
    assertThat(get("/api/v1/query?query=" + encoded("last_over_time(sold_total{kind=\"a\"}[1h])")))
        .contains("\"7\"");
  }

  @Test
  void malformedRequestsAreToldWhy() throws Exception {
    assertThat(send(to("/api/v1/read").POST(BodyPublishers.ofString("x"))).statusCode())
        .isEqualTo(400);
    assertThat(send(to("/federate")).statusCode()).isEqualTo(400);
    assertThat(send(to("/api/v1/admin/tsdb/delete_series").POST(BodyPublishers.noBody())).body())
        .contains("no match[] parameter");
    assertThat(get("/api/v1/query_exemplars?query=" + encoded("sum("))).contains("bad_data");
    assertThat(get("/api/v1/targets/metadata?match_target=x%7B")).contains("bad_data");
  }

  @Test
  void followsItsConfigurationAndKeepsTheLastGoodOne() throws Exception {
    sold();
    Files.writeString(folder.resolve("scrape.yml"), "scrape_configs: [{}]\n");
    await(
        this::journal,
        answer ->
            answer.contains("The changed scrape configuration is refused: scrape_configs[0]"));
    assertThat(get("/api/v1/targets")).contains("\"scrapeInterval\":\"1s\"");
    write("2s");
    await(() -> get("/api/v1/targets"), answer -> answer.contains("\"scrapeInterval\":\"2s\""));
    assertThat(journal()).contains("scrapes.applied");
  }

  @Test
  void aBrokenConfigurationKeepsTheServerFromStarting() throws Exception {
    Files.writeString(folder.resolve("scrape.yml"), "scrape_configs:\n- job: a\n- jobs: b\n");
    assertThatThrownBy(() -> open("other"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problems()).hasSizeGreaterThan(2));
  }
}
