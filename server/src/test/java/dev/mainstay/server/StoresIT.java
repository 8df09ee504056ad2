package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.ProblemException;
import dev.mainstay.promql.Dialect;
import dev.mainstay.server.ServerConfig.Asking;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One server asks another, as it would ask the Prometheus that a team already runs. */
class StoresIT {
  private static final String TOKEN = "glc_hunter2";

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private MainstayServer elsewhere;
  private MainstayServer server;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    elsewhere = open("elsewhere", Asking.DEFAULT);
    Map<String, URI> stores = new LinkedHashMap<>();
    stores.put("prod", elsewhere.address().resolve("/prometheus"));
    stores.put("gone", URI.create("http://127.0.0.1:" + freePort()));
    server = open("data", new Asking(Dialect.EXPERIMENTAL, stores));
    String point =
        "{\"timeUnixNano\":\"%d000000\",\"asDouble\":42,\"attributes\":[{\"key\":\"zone\",\"value\":{\"stringValue\":\"a\"}}]}"
            .formatted(Clock.system().now().minusSeconds(40).toEpochMilli());
    var pushed =
        client.send(
            HttpRequest.newBuilder(elsewhere.address().resolve("/v1/metrics"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"stock\",\"gauge\":{\"dataPoints\":["
                            + point
                            + "]}}]}]}]}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
  }

  private MainstayServer open(String data, Asking asking) {
    return open(data, asking, null);
  }

  private MainstayServer open(String data, Asking asking, @Nullable Path stores) {
    return MainstayServer.start(
        new ServerConfig(
            folder.resolve("designs"),
            folder.resolve(data),
            "127.0.0.1",
            0,
            new ServerConfig.Files(
                List.of(), null, List.of(), ServerConfig.Files.SLOTH_PERIOD, stores),
            asking));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    server.close();
    elsewhere.close();
    client.close();
  }

  private JsonNode get(String path, String... parameters) throws Exception {
    var address = new StringBuilder("/prometheus/api/v1" + path);
    for (int i = 0; i < parameters.length; i += 2) {
      address
          .append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return JsonMapper.shared()
        .readTree(
            client
                .send(
                    HttpRequest.newBuilder(server.address().resolve(address.toString())).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
  }

  @Test
  void theSameQueryIsAskedOfTheStoreThatIsNamed() throws Exception {
    assertThat(get("/stores").path("data").toString()).isEqualTo("[\"gone\",\"prod\"]");
    assertThat(get("/query", "query", "stock").path("data").path("result")).isEmpty();

    JsonNode there = get("/query", "query", "2 * stock{zone=\"a\"}", "store", "prod");
    assertThat(there.path("data").path("result").get(0).path("value").get(1).asString())
        .isEqualTo("84");
    double now = Clock.system().now().toEpochMilli() / 1e3;
    JsonNode range =
        get(
            "/query_range",
            "query",
            "max_over_time(stock[5m])",
            "start",
            String.valueOf(now - 5),
            "end",
            String.valueOf(now + 5),
            "step",
            "5",
            "store",
            "prod");
    assertThat(range.path("data").path("result").get(0).path("values").size()).isPositive();
    assertThat(get("/labels", "match[]", "stock", "store", "prod").path("data").toString())
        .isEqualTo("[\"__name__\",\"zone\"]");
    assertThat(get("/label/zone/values", "store", "prod").path("data").toString())
        .isEqualTo("[\"a\"]");
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    assertThat(get("/query", "query", "up", "store", "test").path("error").asString())
        .isEqualTo("invalid parameter \"store\": 'test' is not known (expected: gone, prod)");
    JsonNode gone = get("/query", "query", "up", "store", "gone");
    assertThat(gone.path("errorType").asString()).isEqualTo("unavailable");
    assertThat(gone.path("error").asString())
        .isEqualTo("gone cannot be reached: nothing listens there");
    assertThat(get("/query", "query", "limitk(1, stock)", "store", "prod").path("error").asString())
        .startsWith("prod: ")
        .contains("limitk");
    assertThat(get("/explain", "query", "up", "store", "prod").path("error").asString())
        .contains("only queries of our own samples can be explained");
  }

  @Test
  void theServersOwnDialectIsItsSetting() throws Exception {
    assertThat(get("/query", "query", "limitk(1, vector(1))").path("status").asString())
        .isEqualTo("success");
  }

  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: stocked }
      spec:
        service: shop-api
        indicator: { spec: { thresholdMetric: { metricSource: { spec: { query: stock } } } } }
        timeWindow: [ { duration: 1d, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { op: gte, value: 40, target: 0.99 } ]
      """;

  private HttpResponse<String> evaluate(String more) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                server.address().resolve("/api/mainstay/v1/objectives/evaluate" + more))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(SLO))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode objective(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).at("/objectives/0");
  }

  @Test
  void objectivesAreEvaluatedByTheSamplesOfTheStoreThatIsNamed() throws Exception {

    assertThat(objective(evaluate("?store=prod")).path("indicator").asDouble(-1)).isEqualTo(1.0);
    assertThat(objective(evaluate("")).path("indicator").isNumber()).isFalse();
    HttpResponse<String> gone = evaluate("?store=gone");
    assertThat(gone.statusCode()).isEqualTo(422);
    assertThat(gone.body()).contains("gone cannot be reached: nothing listens there");
    HttpResponse<String> unknown = evaluate("?store=test");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("store: 'test' is not known (expected: gone, prod)");
  }

  @Test
  void aFileSaysHowStoresAreAskedAndIsTakenLive() throws Exception {
    var sent = new LinkedBlockingQueue<String>();
    HttpServer guarded =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    guarded.createContext(
        "/mimir/api/v1/query",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          sent.add(authorization + " " + exchange.getRequestHeaders().getFirst("X-Scope-OrgID"));
          boolean known = ("Bearer " + TOKEN).equals(authorization);
          byte[] body =
              (known
                      ? "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"7\"]}}"
                      : "{\"status\":\"error\",\"error\":\"not for " + authorization + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(known ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    guarded.start();
    Path file = folder.resolve("stores.yaml");
    String text =
        """
        stores:
          - name: mimir
            url: http://127.0.0.1:%d/mimir
            authorization: { credentials_file: token }
            headers: { X-Scope-OrgID: team-7 }
        """
            .formatted(guarded.getAddress().getPort());
    Files.writeString(file, text);
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    server.close();
    server = open("data", new Asking(Dialect.PROMETHEUS_3, Map.of()), file);
    try {
      assertThat(get("/stores").path("data").toString()).isEqualTo("[\"mimir\"]");
      JsonNode there = get("/query", "query", "7", "store", "mimir");
      assertThat(there.path("data").path("result").get(1).asString()).isEqualTo("7");
      assertThat(sent.take()).isEqualTo("Bearer " + TOKEN + " team-7");

      Files.writeString(folder.resolve("token"), TOKEN + "-old");
      JsonNode refused = get("/query", "query", "7", "store", "mimir");
      assertThat(refused.path("error").asString())
          .isEqualTo("mimir answered 401: its credentials are missing or wrong");

      Files.writeString(file, text.replace("url:", "urls:").replace("_file: token", ": " + TOKEN));
      untilJournalSays(1, "stores.refused");
      assertThat(get("/query", "query", "7", "store", "mimir").toString()).contains("401");
      Files.writeString(
          file, text.replace("name: mimir", "name: grafana").replace("_file: token", ": " + TOKEN));
      untilJournalSays(2, "stores.applied");
      assertThat(get("/stores").path("data").toString()).isEqualTo("[\"grafana\"]");
      assertThat(get("/query", "query", "7", "store", "grafana").path("status").asString())
          .isEqualTo("success");

      for (String page :
          List.of(
              "/prometheus/api/v1/status/config",
              "/prometheus/api/v1/status/flags",
              "/prometheus/api/v1/stores",
              "/api/mainstay/v1/journal",
              "/metrics")) {
        assertThat(body(page)).as(page).isNotEmpty().doesNotContain(TOKEN);
      }
      assertThat(List.copyOf(log.list))
          .isNotEmpty()
          .noneMatch(event -> event.getFormattedMessage().contains(TOKEN));
    } finally {
      root.detachAppender(log);
      guarded.stop(0);
    }
  }

  private void untilJournalSays(int times, String type) {
    try (Caller api = new Caller(server.address())) {
      api.await(
          "/journal?limit=1000",
          "JournalEntry[]",
          each -> each.findValuesAsString("type").stream().filter(type::equals).count() == times);
    }
  }

  private String body(String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(server.address().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void aFileOfStoresThatCannotBeUsedIsRefusedBeforeAnythingStarts() throws Exception {
    Path file = folder.resolve("stores.yaml");
    assertThatThrownBy(() -> open("other", Asking.DEFAULT, file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": no such file");
    Files.writeString(file, "stores: [{ name: prod, url: 'http://a' }]");
    assertThatThrownBy(() ->
            open(
                "other",
                new Asking(Dialect.PROMETHEUS_3, Map.of("prod", URI.create("http://b"))),
                file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("store prod: in " + file + " and as --store");
    Files.writeString(file, "stores: [{ name: prod }]");
    assertThatThrownBy(() -> open("other", Asking.DEFAULT, file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("stores[0]: no url");
  }
}
