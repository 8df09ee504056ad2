package dev.mainstay.server.internal.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import dev.mainstay.kernel.Ticker;
import dev.mainstay.telemetry.Exemplars;
import dev.mainstay.telemetry.Labels;
import dev.mainstay.telemetry.MemorySeriesStore;
import dev.mainstay.telemetry.MetricMetadata;
import dev.mainstay.telemetry.TargetState;
import dev.mainstay.telemetry.query.QueryEngine;
import dev.mainstay.telemetry.query.QuerySettings;
import dev.mainstay.telemetry.scrape.ConfiguredScrapes;
import dev.mainstay.testkit.ManualTime;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrometheusApiIT {
  private static final Instant T = Instant.ofEpochSecond(1_000_000);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final QueryThreads THREADS = new QueryThreads();
  private static Server server =
      Server.builder()
          .service("/", (ctx, request) -> com.linecorp.armeria.common.HttpResponse.of(404))
          .build();

  @BeforeAll
  static void start() {
    var store = new MemorySeriesStore();
    for (int i = 0; i < 10; i++) {
      store.append(Labels.of("up", "job", "api"), T.plusSeconds(60L * i), i);
      store.append(Labels.of("up", "job", "db"), T.plusSeconds(60L * i), Double.NaN);
    }
    var builder = Server.builder().http(0);
    var exemplars = new Exemplars(10);
    var metadata = new MetricMetadata();
    new PrometheusApi(
            new PrometheusApi.Pages(
                new QueryPages(
                    new QueryEngine(store, Ticker.system(), QuerySettings.DEFAULT),
                    Stores.none(),
                    () -> T.plusSeconds(540),
                    () -> 0),
                new SeriesPages(store, Stores.none(), QuerySettings.DEFAULT.dialect()),
                new StatusPages(
                    T,
                    QuerySettings.DEFAULT,
                    store::stats,
                    () -> new StatusPages.Raw(Duration.ofDays(3), Duration.ofDays(15)),
                    () -> new StatusPages.Reload(false, T),
                    () -> "global: {}\n"),
                new RulePages(List::of, QuerySettings.DEFAULT.dialect()),
                new TargetPages(
                    () ->
                        List.of(
                            target("api", TargetState.Health.UP),
                            target("db", TargetState.Health.DOWN),
                            target("new", TargetState.Health.UNKNOWN)),
                    new ConfiguredScrapes(
                        store, exemplars, metadata, () -> T, Ticker.system(), new ManualTime())),
                new MetadataPages(metadata, exemplars, QuerySettings.DEFAULT.dialect()),
                new StoragePages(
                    store,
                    folder -> {},
                    Path.of("snapshots"),
                    QuerySettings.DEFAULT.dialect(),
                    Map::of,
                    events -> {},
                    () -> T)),
            THREADS)
        .install(builder);
    server = builder.build();
    server.start().join();
  }

  private static TargetState target(String service, TargetState.Health health) {
    return new TargetState(
        service,
        Labels.ofPairs("service", service),
        Map.of("__address__", "10.0.0.1:9090"),
        "http://10.0.0.1:9090/metrics",
        health,
        health == TargetState.Health.UNKNOWN ? null : T,
        Duration.ofMillis(250),
        health == TargetState.Health.DOWN ? "nothing listens on 10.0.0.1:9090" : "",
        Duration.ofSeconds(90),
        Duration.ofSeconds(2));
  }

  @AfterAll
  static void stop() {
    server.stop().join();
    THREADS.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path)).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/prometheus/api/v1" + path)
        .normalize();
  }

  private static String body(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
    return response.body();
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  @Test
  void anInstantQueryIsAnsweredAsPrometheusDoes() throws Exception {
    assertThat(body("/query?time=1000060.5&query=up"))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"api\"},\"value\":[1000060.5,\"1\"]},"
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"db\"},\"value\":[1000060.5,\"NaN\"]}]}}");
    assertThat(body("/query?query=" + encoded("1 / 0")))
        .contains("\"resultType\":\"scalar\",\"result\":[1000540,\"+Inf\"]");
    assertThat(body("/query?query=" + encoded("\"a\"")))
        .contains("\"resultType\":\"string\",\"result\":[1000540,\"a\"]");
    assertThat(body("/query?query=" + encoded("up{job=\"api\"}[2m]")))
        .contains("\"resultType\":\"matrix\"", "\"values\":[[1000480,\"8\"],[1000540,\"9\"]]");
  }

  @Test
  void linksIntoAPrometheusLeadToTheQueryPage() throws Exception {
    for (String path : List.of("/../../../graph", "/../../graph", "/../../query")) {
      HttpResponse<String> response = get(path + "?g0.expr=" + encoded("a > 1") + "&g0.tab=1");

      assertThat(response.statusCode()).describedAs(path).isEqualTo(302);
      assertThat(response.headers().firstValue("location"))
          .contains("/query?q=a+%3E+1&view=table&minutes=60");
    }
  }

  private static HttpResponse<String> ask(String method, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void addressesSayWhichMethodsTheyHave() throws Exception {
    for (String path : List.of("/query", "/query_range", "/series", "/labels", "/format_query")) {
      allows(path, "GET, HEAD, OPTIONS, POST");
    }
    for (String path :
        List.of("/label/a/values", "/rules", "/status/tsdb", "/../../federate", "/../../-/ready")) {
      allows(path, "GET, HEAD, OPTIONS");
    }
    allows("/admin/tsdb/snapshot", "OPTIONS, POST, PUT");
    allows("/read", "OPTIONS, POST");
  }

  private static void allows(String path, String methods) throws Exception {
    HttpResponse<String> options = ask("OPTIONS", path);
    assertThat(options.statusCode()).as(path).isEqualTo(204);
    assertThat(options.headers().firstValue("allow")).as(path).hasValue(methods);
    HttpResponse<String> refused = ask("DELETE", path);
    assertThat(refused.statusCode()).as(path).isEqualTo(405);
    assertThat(refused.headers().firstValue("allow")).as(path).hasValue(methods);
    assertThat(refused.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"method: DELETE (expected: "
                + methods
                + ")\"}");
  }

  @Test
  void aHeadIsThatOfTheAnswer() throws Exception {
    for (String path : List.of("/query?query=1", "/labels", "/status/config", "/../../-/healthy")) {
      HttpResponse<String> head = ask("HEAD", path);
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).as(path).isEmpty();
      assertThat(head.headers().firstValue("content-length"))
          .as(path)
          .hasValue(Integer.toString(get(path).body().length()));
    }
    assertThat(ask("HEAD", "/query").statusCode()).isEqualTo(400);
    assertThat(ask("HEAD", "/nowhere").statusCode()).isEqualTo(404);
    assertThat(ask("OPTIONS", "/nowhere").statusCode()).isEqualTo(404);
  }

  @Test
  void aQueryIsExplainedPartByPart() throws Exception {
    assertThat(body("/explain?query=" + encoded("up > 1 + 1e9")))
        .contains(
            "{\"text\":\"up > 1 + 1000000000\",\"type\":\"vector\",\"series\":0,\"samples\":",
            "{\"text\":\"up\",\"type\":\"vector\",\"series\":2,\"samples\":",
            "{\"text\":\"1 + 1000000000\",\"type\":\"scalar\",\"samples\":0,");
    assertThat(get("/explain?query=" + encoded("up >")).body()).contains("1:5");
  }

  @Test
  void aRangeQueryCanComeInAForm() throws Exception {
    String form =
        "query="
            + encoded("up{job=\"api\"} * 1e-9")
            + "&start=1970-01-12T13:46:40Z&end=1000060&step=1m&stats=all";
    HttpResponse<String> response =
        CLIENT.send(
            HttpRequest.newBuilder(uri("/query_range"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(200);
    assertThat(response.body())
        .contains(
            "{\"metric\":{\"job\":\"api\"},\"values\":[[1000000,\"0\"],[1000060,\"1e-09\"]]}",
            "\"totalQueryableSamples\"");
  }

  @Test
  void aFormCanBePutWhereAddressesTakePut() throws Exception {
    for (String method : List.of("POST", "PUT")) {
      HttpResponse<String> deleted =
          CLIENT.send(
              HttpRequest.newBuilder(uri("/admin/tsdb/delete_series"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .method(
                      method,
                      HttpRequest.BodyPublishers.ofString("match%5B%5D=" + encoded("{job=\"x\"}")))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
    }
  }

  private static HttpResponse<byte[]> post(String query) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri("/query"))
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(true)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("query=" + encoded(query)))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  void longFormsAreTakenAndTooLongOnesRefused() throws Exception {
    HttpResponse<byte[]> taken = post("up{job!~\"" + "a|".repeat(50_000) + "b\"} > 5");
    assertThat(taken.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> refused = post("a".repeat(11 << 20));
    assertThat(refused.statusCode()).isEqualTo(413);
  }

  @Test
  void longAnswersArePackedForThoseWhoAskForIt() throws Exception {
    HttpResponse<byte[]> packed = post("\"" + "a".repeat(5_000) + "\"");
    assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    try (var plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"resultType\":\"string\"", "aaaa");
    }
  }

  @Test
  void mistakesAreToldInPrometheusShape() throws Exception {
    HttpResponse<String> syntax = get("/query?query=" + encoded("sum(up"));
    assertThat(syntax.statusCode()).isEqualTo(400);
    assertThat(syntax.body())
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"invalid parameter"
                + " \\\"query\\\": 1:7: parse error: unclosed left parenthesis\"}");
    HttpResponse<String> ambiguous = get("/query?query=" + encoded("up / on () up"));
    assertThat(ambiguous.statusCode()).isEqualTo(422);
    assertThat(ambiguous.body()).contains("\"errorType\":\"execution\"");
    assertThat(get("/query_range?query=up&start=0&end=1&step=0").body())
        .contains("zero or negative query resolution step widths");
    assertThat(get("/query_range?query=up&start=5&end=1&step=1").body())
        .contains("end timestamp must not be before start time");
    assertThat(get("/query_range?query=up&start=0&end=11000&step=1").statusCode()).isEqualTo(200);
    assertThat(get("/query_range?query=up&start=0&end=11001&step=1").body())
        .contains("exceeded maximum resolution of 11,000 points per timeseries");
    assertThat(get("/query?query=up&time=x").body())
        .contains("cannot parse \\\"x\\\" to a valid timestamp");
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> regex = get("/query?query=" + encoded("up{job=~\"a[\"}"));
    assertThat(regex.statusCode()).isEqualTo(400);
    assertThat(regex.body())
        .contains("1:9: parse error: error parsing regexp: missing closing ]: `[`");
    assertThat(get("/query?query=up&timeout=1ms").statusCode()).isIn(200, 503);
    assertThat(get("/query?query=up&timeout=0.0001").statusCode()).isIn(200, 503);
  }

  @Test
  void whatThereIsCanBeBrowsed() throws Exception {
    assertThat(body("/labels")).contains("\"data\":[\"__name__\",\"job\"]");
    assertThat(body("/label/job/values")).contains("\"data\":[\"api\",\"db\"]");
    assertThat(body("/label/job/values?limit=1"))
        .contains("\"data\":[\"api\"]", "results truncated due to limit");
    assertThat(body("/series?" + encoded("match[]") + "=" + encoded("up{job=\"db\"}")))
        .contains("\"data\":[{\"__name__\":\"up\",\"job\":\"db\"}]");
    assertThat(get("/series").statusCode()).isEqualTo(400);
    assertThat(body("/labels?start=0&end=1")).contains("\"data\":[]");
    String turned = "start=1000540&end=1000000";
    for (String path : List.of("/labels?", "/label/job/values?", "/series?match%5B%5D=up&")) {
      assertThat(body(path + turned)).as(path).contains("\"data\":[]");
    }
    assertThat(body("/metadata")).contains("\"data\":{}");
    assertThat(body("/query_exemplars?query=up")).contains("\"data\":[]");
  }

  @Test
  void clientsLearnWhomTheyTalkTo() throws Exception {
    assertThat(body("/../../-/healthy")).isEqualTo("Mainstay is Healthy.\n");
    assertThat(body("/../../-/ready")).isEqualTo("Mainstay is Ready.\n");
    HttpResponse<String> elsewhere = get("/../../../api/v1/query?query=up");
    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(elsewhere.body())
        .contains("no such address: /api/v1/query (expected: /prometheus/api/v1/query)");
    assertThat(body("/status/buildinfo")).contains("\"version\":\"3.");
    assertThat(body("/status/runtimeinfo"))
        .contains("\"startTime\":\"1970-01-12T13:46:40Z\"", "\"storageRetention\":\"3d to 15d\"")
        .contains("\"reloadConfigSuccess\":false", "\"lastConfigTime\":\"" + T + "\"");
    assertThat(body("/status/config")).contains("\"yaml\"");
    assertThat(body("/status/flags")).contains("\"query.lookback-delta\":\"300s\"");
    assertThat(body("/format_query?query=" + encoded("sum(up)by(job)")))
        .contains("\"data\":\"sum by (job) (up)\"");
  }

  @Test
  void targetsAreTheInstancesOfDesigns() throws Exception {
    assertThat(body("/targets"))
        .contains(
            "{\"discoveredLabels\":{\"__address__\":\"10.0.0.1:9090\"},"
                + "\"labels\":{\"service\":\"api\"},\"scrapePool\":\"api\","
                + "\"scrapeUrl\":\"http://10.0.0.1:9090/metrics\","
                + "\"globalUrl\":\"http://10.0.0.1:9090/metrics\",\"lastError\":\"\","
                + "\"lastScrape\":\"1970-01-12T13:46:40Z\",\"lastScrapeDuration\":0.25,"
                + "\"health\":\"up\",\"scrapeInterval\":\"1m30s\",\"scrapeTimeout\":\"2s\"}")
        .contains("nothing listens on", "\"health\":\"down\"")
        .contains("\"lastScrape\":\"0001-01-01T00:00:00Z\"", "\"health\":\"unknown\"")
        .contains("\"droppedTargets\":[]");
    assertThat(body("/targets?scrapePool=db")).doesNotContain("\"scrapePool\":\"api\"");
    assertThat(body("/targets?state=dropped")).contains("\"activeTargets\":[]");
    assertThat(body("/targets?state=ANY")).isEqualTo(body("/targets"));
    assertThat(body("/targets?state=other"))
        .contains("\"activeTargets\":[]", "\"droppedTargets\":[]");
    assertThat(body("/scrape_pools")).contains("[\"api\",\"db\",\"new\"]");
    assertThat(body("/alertmanagers")).contains("\"activeAlertmanagers\":[]");
  }

  @Test
  void resultsCanBeLimited() throws Exception {
    assertThat(body("/query?limit=1&query=up"))
        .contains("\"job\":\"api\"", "\"warnings\":[\"results truncated due to limit\"]")
        .doesNotContain("\"job\":\"db\"");
  }

  @Test
  void remarksStandBesideTheDataWithTheirPlaces() throws Exception {
    String remarks =
        "\"warnings\":[\"PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)\"],"
            + "\"infos\":[\"PromQL info: metric might not be a counter, name does not end in"
            + " _total/_sum/_count/_bucket: \\\"up\\\" (2:8)\"]}";
    String query = encoded("quantile(2,\n  rate(up[5m]))");

    assertThat(body("/query?query=" + query)).endsWith("]}," + remarks);
    assertThat(body("/query_range?start=1000300&end=1000480&step=60&query=" + query))
        .endsWith("]}," + remarks);
    assertThat(body("/query?query=" + encoded("quantile(0.5, delta(up[5m]))")))
        .doesNotContain("warnings", "infos");
  }
}
