package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mainstay.kernel.Clock;
import dev.mainstay.testkit.RealPrometheus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Mainstay and a real Prometheus, which scrape the same and have the same rules, what Grafana
 * asks: the answers have the same shape, all fields that Prometheus has with the same types.
 */
class ApiShapeIT {
  private static final String EXPOSITION =
      """
      # HELP sold Things sold
      # TYPE sold counter
      sold_total{kind="a"} 7 # {trace_id="t1"} 1
      sold_total{kind="b"} 9
      # EOF
      """;
  private static final String RULES =
      """
      groups:
      - name: g
        interval: 1s
        rules:
        - record: sold:sum
          expr: sum(sold_total)
          labels: { way: r }
        - alert: Sold
          expr: sold_total > 1
          labels: { severity: page }
          annotations: { summary: "{{ $value }}" }
        - alert: Waits
          expr: sold_total > 1
          for: 1h
      """;

  /** What a store of another kind has no number for. */
  private static final List<String> ABSENT =
      List.of(
          "/status/tsdb/data/headStats/chunkCount",
          "/status/tsdb/data/headStats/minTime",
          "/status/tsdb/data/headStats/maxTime");

  private static final List<String> ASKED =
      List.of(
          "GET /query?query=sold_total",
          "GET /query?query=sold_total&time=NOW",
          "POST /query?query=sold_total%5B1m%5D",
          "GET /query?query=1%2B1",
          "GET /query?query=%22a%22",
          "GET /query?query=sold_total&stats=all",
          "GET /query?query=",
          "GET /query",
          "GET /query?query=sum(",
          "GET /query?query=sold_total%20%2B%20on()%20sold_total",
          "GET /query?query=sold_total&time=x",
          "GET /query?query=sold_total&timeout=x",
          "GET /query_range?query=sold_total&start=NOW&end=NOW&step=1",
          "POST /query_range?query=sold_total&start=NOW&end=NOW&step=15s",
          "GET /query_range?query=sold_total&start=NOW&end=NOW&step=15s&stats=all",
          "GET /query_range?query=sold_total&start=NOW&end=NOW",
          "GET /query_range?query=sold_total&start=NOW&end=NOW&step=0",
          "GET /query_range?query=sold_total&start=NOW&end=0&step=1",
          "GET /query_range?query=sold_total&start=0&end=NOW&step=1",
          "GET /query_range?query=sold_total%5B1m%5D&start=NOW&end=NOW&step=1",
          "GET /query_range?query=sold_total&start=0&end=11000&step=1",
          "GET /query_range?query=sold_total&start=0&end=11001&step=1",
          "PUT /query_range",
          "OPTIONS /query",
          "GET /format_query?query=sum(x)by(y)",
          "POST /format_query?query=sum(x)by(y)",
          "GET /format_query?query=sum(",
          "GET /labels",
          "POST /labels",
          "GET /labels?match[]=sold_total",
          "POST /labels?match%5B%5D=sold_total&match%5B%5D=up",
          "GET /labels?match[]=nothing",
          "GET /labels?match[]=sum(x)",
          "GET /labels?start=x",
          "GET /labels?start=0&end=1",
          "GET /labels?start=NOW&end=0",
          "PATCH /labels",
          "OPTIONS /labels",
          "GET /label/job/values",
          "GET /label/job/values?start=NOW&end=0",
          "DELETE /label/job/values",
          "GET /label/__name__/values",
          "GET /label/__name__/values?match[]=%7Bjob%3D%22shop%22%7D",
          "GET /label/kind/values?match[]=sold_total&start=0&end=NOW",
          "GET /label/nothing/values",
          "GET /series?match[]=sold_total",
          "POST /series?match%5B%5D=sold_total",
          "GET /series?match[]=nothing",
          "GET /series",
          "GET /series?match[]=%7B%7D",
          "GET /series?match[]=sold_total&start=NOW&end=0",
          "GET /metadata",
          "GET /metadata?limit=1",
          "GET /metadata?limit=0",
          "GET /metadata?limit=-1",
          "GET /metadata?limit=x",
          "GET /metadata?metric=sold",
          "GET /metadata?metric=nothing",
          "GET /query_exemplars?query=sold_total&start=0&end=4000000000",
          "POST /query_exemplars?query=sold_total&start=0&end=4000000000",
          "GET /query_exemplars?query=nothing&start=0&end=4000000000",
          "GET /query_exemplars?query=sum(&start=0&end=4000000000",
          "GET /rules",
          "GET /rules?type=alert",
          "GET /rules?type=record",
          "GET /rules?type=Record",
          "GET /rules?type=x",
          "POST /rules",
          "OPTIONS /rules",
          "GET /alerts",
          "GET /targets",
          "GET /targets?state=active",
          "GET /targets?state=dropped",
          "GET /targets?state=ANY",
          "GET /targets?state=x",
          "GET /targets/metadata",
          "GET /targets/metadata?metric=sold",
          "GET /targets/metadata?metric=sold&limit=1",
          "GET /targets/metadata?limit=0",
          "GET /targets/metadata?limit=-1",
          "GET /alertmanagers",
          "GET /status/config",
          "GET /status/buildinfo",
          "GET /status/runtimeinfo",
          "GET /status/tsdb",
          "GET /admin/tsdb/delete_series",
          "OPTIONS /admin/tsdb/delete_series",
          "GET /status/walreplay");

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private OpenMetricsEndpoint endpoint;
  private RealPrometheus prometheus;
  private MainstayServer server;

  @BeforeEach
  void start() throws Exception {
    endpoint = new OpenMetricsEndpoint(EXPOSITION);
    Files.createDirectories(folder.resolve("designs"));
    Files.writeString(
        folder.resolve("designs/shop.yaml"),
        "apiVersion: mainstay/v1\nkind: Service\nname: shop-api\nsummary: Sells\n");
    Path rules = Files.writeString(folder.resolve("rules.yml"), RULES);
    String scrapes =
        "global: { scrape_interval: 1s, evaluation_interval: 1s }\nscrape_configs:\n- job_name: shop\n"
            + "  static_configs: [{ targets: ['"
            + endpoint.address()
            + "'] }]\n";
    Files.writeString(folder.resolve("scrape.yml"), scrapes);
    prometheus =
        RealPrometheus.start(
            folder,
            scrapes + "rule_files: ['" + rules + "']\n",
            "--enable-feature=exemplar-storage");
    server =
        MainstayServer.start(
            new ServerConfig(
                folder.resolve("designs"),
                folder.resolve("data"),
                "127.0.0.1",
                0,
                new ServerConfig.Files(
                    List.of(rules.toString()), folder.resolve("scrape.yml"), List.of())));
  }

  @AfterEach
  void stop() {
    server.close();
    prometheus.close();
    endpoint.close();
    client.close();
  }

  private HttpResponse<String> send(String base, String method, String path) throws Exception {
    String[] parts = path.split("\\?", 2);
    boolean form = method.equals("POST");
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v1" + (form ? parts[0] : path)))
            .method(
                method,
                form
                    ? HttpRequest.BodyPublishers.ofString(parts.length > 1 ? parts[1] : "")
                    : HttpRequest.BodyPublishers.noBody());
    if (form) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Every field with its type, by its path; names that are data are not told apart. */
  private static void shape(String path, JsonNode node, TreeMap<String, TreeSet<String>> into) {
    into.computeIfAbsent(path, p -> new TreeSet<>()).add(node.getNodeType().toString());
    if (node.isArray()) {
      node.forEach(each -> shape(path + "[]", each, into));
    } else if (node.isObject()) {
      boolean named =
          path.endsWith("etadata/data")
              || path.endsWith("/metric")
              || path.endsWith("abels")
              || path.endsWith("flags/data")
              || path.endsWith("annotations");
      node.properties()
          .forEach(
              each -> shape(path + "/" + (named ? "*" : each.getKey()), each.getValue(), into));
    }
  }

  private List<String> differences(String method, String path) throws Exception {
    HttpResponse<String> theirs = send(prometheus.address().toString(), method, path);
    HttpResponse<String> ours = send(server.address() + "/prometheus", method, path);
    var found = new ArrayList<String>();
    if (theirs.statusCode() != ours.statusCode()) {
      found.add(
          "status " + theirs.statusCode() + ", ours " + ours.statusCode() + ": " + ours.body());
    }
    if (theirs.body().startsWith("{") && ours.body().startsWith("{")) {
      var expected = new TreeMap<String, TreeSet<String>>();
      var actual = new TreeMap<String, TreeSet<String>>();
      String root = path.replaceAll("\\?.*", "");
      shape(root, JsonMapper.shared().readTree(theirs.body()), expected);
      shape(root, JsonMapper.shared().readTree(ours.body()), actual);
      expected.forEach((field, types) -> {
        if (!types.equals(actual.get(field)) && !ABSENT.contains(field)) {
          found.add(field + ": " + types + ", ours " + actual.get(field));
        }
      });
      String error = JsonMapper.shared().readTree(theirs.body()).path("errorType").asString("");
      String own = JsonMapper.shared().readTree(ours.body()).path("errorType").asString("");
      if (!error.equals(own)) {
        found.add("errorType " + error + ", ours " + own);
      }
    } else if (theirs.statusCode() != 405
        && theirs.body().startsWith("{") != ours.body().startsWith("{")) {
      found.add("body " + theirs.body() + ", ours " + ours.body());
    }
    if (!methods(ours).containsAll(methods(theirs))) {
      found.add("methods " + methods(theirs) + ", ours " + methods(ours));
    }
    return found;
  }

  private static List<String> methods(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("allow")
        .map(all -> List.of(all.split(", ")))
        .orElse(List.of());
  }

  @Test
  void answersHaveTheShapeOfPrometheus() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (String base : List.of(prometheus.address().toString(), server.address() + "/prometheus")) {
      while (System.nanoTime() < end
          && !(send(base, "GET", "/query?query=sold:sum").body().contains("\"16\"")
              && send(base, "GET", "/alerts").body().contains("firing")
              && send(base, "GET", "/query_exemplars?query=sold_total&start=0&end=4000000000")
                  .body()
                  .contains("t1"))) {
        LockSupport.parkNanos(200_000_000);
      }
    }
    var all = new TreeMap<String, List<String>>();
    for (String asked : ASKED) {
      String[] parts = asked.split(" ", 2);
      String now = Long.toString(Clock.system().now().getEpochSecond());
      List<String> found = differences(parts[0], parts[1].replace("NOW", now));
      if (!found.isEmpty()) {
        all.put(asked, found);
      }
    }
    assertThat(all).isEmpty();
  }
}
