package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mainstay.kernel.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A rule file's alerts open incidents, page over a webhook, and close them. */
class RuleAlertsIT {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir private Path folder;
  private final List<JsonNode> pages = new CopyOnWriteArrayList<>();
  private HttpServer pager;
  private GreetingService service;

  @BeforeEach
  void write() throws IOException {
    pager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    for (String person : List.of("ana", "ben")) {
      pager.createContext(
          "/" + person,
          exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            pages.add(JSON.readTree(new String(body, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
    }
    pager.start();
    service = new GreetingService();
    Files.createDirectories(folder.resolve("ops/runbooks"));
    Files.writeString(folder.resolve("ops/runbooks/refusing.md"), "1. Mend it.");
    Files.writeString(
        folder.resolve("ops/greeter.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Service
        name: greeter
        owner: greeters
        summary: Greets
        telemetry: { every: 200ms, timeout: 100ms, instances: [127.0.0.1:%d] }
        """
            .formatted(service.port()));
    Files.writeString(
        folder.resolve("ops/organisation.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Organisation
        name: greeting-company
        people:
          ana: { webhook: http://127.0.0.1:%1$d/ana }
          ben: { webhook: http://127.0.0.1:%1$d/ben }
        teams:
          greeters:
            onCall: { rotation: [ana], every: 7d, from: 2026-01-05T09:00:00Z }
          platform:
            onCall: { rotation: [ben], every: 7d, from: 2026-01-05T09:00:00Z }
        paging: { unowned: platform }
        """
            .formatted(pager.getAddress().getPort()));
    rules(
        """
        - alert: GreeterRefuses
          expr: sum by (service) (rate(http_server_requests_total{status="503"}[2s])) > 0
          labels: { severity: critical }
          annotations:
            summary: "{{ $labels.service }} refuses"
            description: nobody is greeted
            runbook_url: https://wiki.example/runbooks/refusing.md
        """);
  }

  private void rules(String rules) throws IOException {
    Files.writeString(
        folder.resolve("api.rules"),
        "groups:\n- name: api\n  interval: 250ms\n  rules:\n" + rules.indent(2));
  }

  @AfterEach
  void stop() {
    service.close();
    pager.stop(0);
  }

  private String ruleFile() {
    return folder.resolve("api.rules").toString();
  }

  private MainstayServer server() {
    return MainstayServer.start(
        new ServerConfig(
            folder.resolve("ops"),
            folder.resolve("data"),
            "127.0.0.1",
            0,
            new ServerConfig.Files(List.of(ruleFile()), null, List.of())));
  }

  private JsonNode page(Predicate<JsonNode> awaited) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (true) {
      for (JsonNode page : pages) {
        if (awaited.test(page)) {
          return page;
        }
      }
      assertThat(System.nanoTime()).describedAs("pages: " + pages).isLessThan(end);
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void anAlertOpensAnIncidentThatPagesTheOwnerAndClosesIt() {
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      service.broken(true);
      JsonNode open =
          api.await("/incidents?state=open", "IncidentSummary[]", each -> !each.isEmpty());
      assertThat(open.get(0).path("service").asString()).isEqualTo("greeter");
      assertThat(open.get(0).path("severity").asString()).isEqualTo("P1");
      assertThat(open.get(0).path("title").asString())
          .isEqualTo("GreeterRefuses on greeter: greeter refuses");
      JsonNode page = page(each -> each.toString().contains("GreeterRefuses"));
      assertThat(page.toString())
          .contains("ana", "nobody is greeted", "https://wiki.example/runbooks/refusing.md");

      String id = open.get(0).path("id").asString();
      JsonNode detail = api.get("/incidents/" + id, "IncidentDetail");
      assertThat(detail.at("/alerts/0/origin/group").asString()).isEqualTo("api");
      assertThat(detail.at("/alerts/0/origin/file").asString()).isEqualTo(ruleFile());
      assertThat(detail.at("/alerts/0/origin/labels/service").asString()).isEqualTo("greeter");
      assertThat(detail.at("/runbooks/0/markdown").asString()).isEqualTo("1. Mend it.");
      assertThat(detail.path("timeline").toString())
          .contains("alert.fired", "rule of group api at " + ruleFile() + ":5:");
      assertThat(api.get("/services/greeter", "ServiceDetail").toString())
          .contains("GreeterRefuses");

      service.broken(false);
      api.await(
          "/incidents/" + id,
          "IncidentDetail",
          each -> each.at("/incident/state").asString().equals("resolved"));
      page(each -> each.toString().toLowerCase(Locale.ROOT).contains("resolved"));
      assertThat(api.get("/incidents", "IncidentSummary[]").size()).isEqualTo(1);
    }
  }

  /** A thousand series of one job, by OTLP. */
  private static void storm(Caller api, URI server) throws Exception {
    String points =
        IntStream.range(0, 1_000)
            .mapToObj(i ->
                """
                {"attributes":[{"key":"n","value":{"stringValue":"%d"}}],"timeUnixNano":"%d","asDouble":1}\
                """
                    .formatted(i, Clock.system().now().toEpochMilli() * 1_000_000))
            .collect(Collectors.joining(","));
    String body =
        """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"node"}}]},
        "scopeMetrics":[{"metrics":[{"name":"storm","gauge":{"dataPoints":[%s]}}]}]}]}\
        """
            .formatted(points);
    var sent =
        api.client()
            .send(
                HttpRequest.newBuilder(server.resolve("/v1/metrics"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(sent.statusCode()).describedAs(sent.body()).isEqualTo(200);
  }

  @Test
  void withoutADesignTheTeamForTheRestIsPagedAndAThousandSeriesAreOneIncident() throws Exception {
    rules("- { record: nothing, expr: vector(1) }\n");
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      storm(api, server.address());
      // Only now, so that no evaluation sees a part of them.
      rules(
          """
          - alert: Storm
            expr: storm > 0
            labels: { severity: warning }
          - alert: Watchdog
            expr: vector(1)
            labels: { severity: none }
          """);
      JsonNode open =
          api.await("/incidents?state=open", "IncidentSummary[]", each -> !each.isEmpty());
      assertThat(open.get(0).path("service").asString()).isEqualTo("node");
      assertThat(open.get(0).path("title").asString()).endsWith("(and 999 more series)");
      assertThat(open.get(0).path("severity").asString()).isEqualTo("P3");
      page(each -> each.toString().contains("ben") && each.toString().contains("Storm"));
      assertThat(api.get("/incidents", "IncidentSummary[]").size()).isEqualTo(1);

      rules("- { record: nothing, expr: vector(1) }\n");
      JsonNode closed =
          api.await(
              "/incidents/INC-1",
              "IncidentDetail",
              each -> each.at("/incident/state").asString().equals("resolved"));
      assertThat(closed.path("timeline").toString()).contains("its rule was removed");
    }
  }

  @Test
  void afterKillThereIsNeitherASecondIncidentNorALostOne() throws Exception {
    Path ops = folder.resolve("ops");
    Path data = folder.resolve("data");
    service.broken(true);
    try (ServerProcess first = ServerProcess.start(ops, data, ruleFile());
        Caller api = new Caller(first.address())) {
      api.await("/incidents?state=open", "IncidentSummary[]", each -> !each.isEmpty());
      page(each -> each.toString().contains("GreeterRefuses"));
      // A page whose answer was not saved is sent once more.
      api.await(
          "/incidents/INC-1",
          "IncidentDetail",
          each -> each.at("/pages/0/state").asString().equals("delivered"));
      first.kill();
    }
    try (ServerProcess second = ServerProcess.start(ops, data, ruleFile());
        Caller api = new Caller(second.address())) {
      assertThat(api.get("/incidents?state=open", "IncidentSummary[]").size()).isEqualTo(1);
      long end = System.nanoTime() + 20_000_000_000L;
      while (!api.get("/prometheus/api/v1/alerts").body().contains("\"firing\"")) {
        assertThat(System.nanoTime()).isLessThan(end);
        LockSupport.parkNanos(50_000_000);
      }
      service.broken(false);
      api.await(
          "/incidents/INC-1",
          "IncidentDetail",
          each -> each.at("/incident/state").asString().equals("resolved"));
      assertThat(api.get("/incidents", "IncidentSummary[]").size()).isEqualTo(1);
      assertThat(
              pages.stream()
                  .filter(page -> page.toString().toLowerCase(Locale.ROOT).contains("triggered"))
                  .count())
          .isEqualTo(1);
    }
  }
}
