package dev.mainstay.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mainstay.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server over a service that only has metrics; every answer is held against the API's
 * description.
 */
final class MainstayServerIT {
  @TempDir private Path folder;
  private GreetingService service;
  private MainstayServer server;
  private Caller api;

  @BeforeEach
  void start() throws IOException {
    service = new GreetingService();
    Files.createDirectories(folder.resolve("ops/runbooks"));
    Files.writeString(folder.resolve("ops/runbooks/refusing.md"), "1. Mend it.");
    write("99.9 %");
    server = MainstayServer.start(config());
    api = new Caller(server.address());
  }

  @AfterEach
  void stop() {
    api.close();
    server.close();
    service.close();
  }

  private ServerConfig config() {
    return new ServerConfig(folder.resolve("ops"), folder.resolve("data"), "127.0.0.1", 0);
  }

  private void write(String slo) throws IOException {
    Files.writeString(
        folder.resolve("ops/greeter.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Service
        name: greeter
        owner: greeters
        summary: Greets
        telemetry: { every: 200ms, timeout: 100ms, instances: [127.0.0.1:%d] }
        objectives:
          availability: { of: http, good: status < 500, slo: %s, over: 30d }
        alerts:
          refusing:
            when: rate(http_server_requests_total{status="503"}) > 1/s
            for: 0s
            severity: P1
            runbook: refusing
            impact: nobody is greeted
        """
            .formatted(service.port(), slo));
    Files.writeString(
        folder.resolve("ops/organisation.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Organisation
        name: greeting-company
        people:
          ana: { webhook: http://127.0.0.1:%d/nowhere }
        teams:
          greeters:
            onCall: { rotation: [ana], every: 7d, from: 2026-01-05T09:00:00Z }
        """
            .formatted(service.port()));
  }

  @Test
  void everyPageHasTheShapeThatTheApiDescribes() {
    JsonNode overview = api.await("/overview", "Overview", each -> compliance(each) == 1.0);
    assertThat(overview.path("health").asString()).isEqualTo("good");

    api.get("/services/greeter", "ServiceDetail");
    api.get("/services/greeter/signals?minutes=1", "Signals");
    api.get("/incidents?state=open", "IncidentSummary[]");
    api.get("/deployments", "DeploymentSummary[]");
    api.get("/journal?limit=1000", "JournalEntry[]");
    assertThat(api.get("/api/mainstay/v1/services/greeter/policy").body())
        .contains("mainstay.policy/v1");
    assertThat(
            api.get("/prometheus/api/v1/query?query=up&more=" + "a".repeat(100_000)).statusCode())
        .isEqualTo(200);
    assertThat(api.get("/metrics").body()).contains("mainstay_services 1");
    assertThat(api.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void readinessAndClaimsAreThoseOfTheAppliedDesignWithItsFindings() {
    JsonNode readiness = api.get("/services/greeter/readiness", "Readiness");
    assertThat(readiness.path("items").size()).isEqualTo(47);
    assertThat(readiness.path("possible").asInt()).isEqualTo(94);
    assertThat(readiness.path("evidence").asInt()).isZero();
    assertThat(readiness.path("sentence").asString())
        .startsWith("greeter is not ready: " + readiness.path("points").asInt() + " of 94 points")
        .endsWith("its phase design waits for the decision design-approved.");
    assertThat(readiness.path("health").asString()).isEqualTo("watch");
    assertThat(readiness.at("/improvements/0/points").asInt()).isPositive();
    assertThat(readiness.path("gates").size()).isEqualTo(7);

    JsonNode claims = api.get("/services/greeter/claims", "ServiceClaims");
    assertThat(claims.path("claims")).isNotEmpty();
    for (JsonNode claim : claims.path("claims")) {
      assertThat(claim.path("id").asString()).startsWith("greeter/");
      assertThat(claim.path("status").asString()).isEqualTo("unproven");
    }

    JsonNode all = api.get("/readiness", "ReadinessSummary[]");
    assertThat(all.size()).isEqualTo(1);
    assertThat(all.at("/0/points")).isEqualTo(readiness.path("points"));
    assertThat(all.at("/0/claims").asInt()).isEqualTo(claims.path("claims").size());
    assertThat(all.at("/0/findings").asInt()).isEqualTo(readiness.path("findings").size());
  }

  @Test
  void aWarningIsShownWithItsPlaceAndArithmeticUntilTheTeamAcceptsIt() throws IOException {
    Path file = folder.resolve("ops/greeter.yaml");
    String withRetry =
        Files.readString(file)
            + """
            dependencies:
              bank:
                kind: externalApi
                timeout: 100ms
                retry: { attempts: 2, wait: 10ms, within: 300ms, jitter: 0 %, key: id }
            """;
    Files.writeString(file, withRetry);
    JsonNode found =
        api.await(
            "/services/greeter/readiness",
            "Readiness",
            each -> each.path("findings").toString().contains("MS-C007"));
    JsonNode finding =
        found
            .path("findings")
            .valueStream()
            .filter(each -> each.path("code").asString().equals("MS-C007"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.path("arithmetic").asString()).contains("exactly 10ms later");
    assertThat(finding.at("/place/line").asInt()).isPositive();

    Files.writeString(
        file,
        withRetry
            + "accepted: { MS-C007: { because: the bank is never down, until: %s } }\n"
                .formatted(LocalDate.now(ZoneOffset.UTC).plusDays(30)));
    JsonNode accepted =
        api.await(
            "/services/greeter/readiness", "Readiness", each -> !each.path("accepted").isEmpty());
    assertThat(accepted.at("/accepted/0/problem/code").asString()).isEqualTo("MS-C007");
    assertThat(accepted.at("/accepted/0/because").asString()).isEqualTo("the bank is never down");
    assertThat(accepted.path("findings").toString()).doesNotContain("MS-C007");
  }

  @Test
  void aCodeIsExplainedWithItsPage() {
    JsonNode check = api.get("/checks/ms-t001", "Check");
    assertThat(check.path("code").asString()).isEqualTo("MS-T001");
    assertThat(check.path("page").asString()).contains("## Fails", "## Mended");
    assertThat(api.get("/api/mainstay/v1/checks/MS-T0O1").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/checks/MS-T0O1").body()).contains("MS-T001");
    assertThat(api.get("/api/mainstay/v1/services/nobody/readiness").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/services/nobody/claims").statusCode()).isEqualTo(404);
  }

  private static double compliance(JsonNode overview) {
    return overview.at("/services/0/objectives/0/compliance").asDouble(Double.NaN);
  }

  @Test
  void anIncidentIsTakenNotedAndOverAndAllOfItSurvivesARestart() {
    service.broken(true);
    JsonNode open =
        api.await("/incidents?state=open", "IncidentSummary[]", each -> !each.isEmpty());
    String id = open.get(0).path("id").asString();
    assertThat(open.get(0).path("severity").asString()).isEqualTo("P1");
    JsonNode detail =
        api.await("/incidents/" + id, "IncidentDetail", each -> !each.path("pages").isEmpty());
    assertThat(detail.at("/runbooks/0/markdown").asString()).isEqualTo("1. Mend it.");

    api.post("/incidents/" + id + "/acknowledge", 200, "IncidentSummary", Map.of("by", "ana"));
    api.post(
        "/incidents/" + id + "/notes",
        200,
        "IncidentSummary",
        Map.of("by", "ana", "note", "it is the cable"));
    service.broken(false);
    api.await(
        "/incidents/" + id,
        "IncidentDetail",
        each -> each.at("/incident/state").asString().equals("resolved"));
    server.close();
    server = MainstayServer.start(config());
    api.close();
    api = new Caller(server.address());

    JsonNode again = api.get("/incidents/" + id, "IncidentDetail");
    assertThat(again.at("/incident/acknowledgedBy").asString()).isEqualTo("ana");
    assertThat(again.path("timeline").toString()).contains("it is the cable");
    assertThat(api.get("/api/mainstay/v1/incidents/" + id + "/post-mortem").body())
        .contains("Timeline");
    assertThat(
            api.post(
                "/incidents/" + id + "/resolve",
                409,
                "ApiProblems",
                Map.of("by", "ben", "note", "")))
        .isNotNull();
  }

  @Test
  void changedDesignsAreTakenWholeOrNotAtAll() throws IOException {
    api.await("/overview", "Overview", each -> compliance(each) == 1.0);
    write("99.5 %");
    api.await(
        "/overview",
        "Overview",
        each -> each.at("/services/0/objectives/0/slo").asDouble() == 0.995);

    write("99.5");
    JsonNode refused =
        api.await("/overview", "Overview", each -> !each.at("/design/problems").isEmpty());

    assertThat(refused.at("/design/problems/0/place/file").asString()).endsWith("greeter.yaml");
    assertThat(refused.at("/services/0/objectives/0/slo").asDouble()).isEqualTo(0.995);
    api.await(
        "/journal?limit=1000",
        "JournalEntry[]",
        each -> each.toString().contains("design.refused"));
  }

  @Test
  void badRequestsAreAnsweredWithWhatWasExpected() {
    assertThat(api.get("/api/mainstay/v1/services/nobody").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/services/nobody").body()).contains("greeter");
    assertThat(api.get("/api/mainstay/v1/incidents/INC-99").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/deployments/DEP-99").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(api.get("/api/mainstay/v1/journal?limit=0").statusCode()).isEqualTo(400);
    assertThat(api.get("/api/mainstay/v1/journal?limit=1001").body()).contains("1 to 1000");
    assertThat(api.post("/deployments", "{").statusCode()).isEqualTo(400);
    assertThat(api.post("/deployments", "[]").statusCode()).isEqualTo(400);
    HttpResponse<String> all = api.post("/deployments", "{\"service\":7,\"versoin\":\"1\"}");
    assertThat(all.statusCode()).isEqualTo(400);
    assertThat(all.body()).contains("versoin", "version", "service", "by");
    api.post(
        "/deployments",
        404,
        "ApiProblems",
        Map.of("service", "nobody", "version", "1", "by", "ana"));
  }

  @Test
  void addressesSayWhichMethodsTheyHave() throws Exception {
    String own = "/api/mainstay/v1";
    var methods =
        Map.of(
            "/healthz",
            "GET, HEAD, OPTIONS",
            "/metrics",
            "GET, HEAD, OPTIONS",
            "/objectives",
            "GET, HEAD, OPTIONS",
            own + "/overview",
            "GET, HEAD, OPTIONS",
            own + "/deployments",
            "GET, HEAD, OPTIONS, POST",
            own + "/incidents/INC-1/acknowledge",
            "OPTIONS, POST",
            own + "/objectives/evaluate",
            "OPTIONS, POST",
            "/api/v1/write",
            "OPTIONS, POST",
            "/v1/metrics",
            "OPTIONS, POST");
    for (Map.Entry<String, String> address : methods.entrySet()) {
      HttpResponse<String> refused = send("DELETE", address.getKey());
      assertThat(refused.statusCode()).as(address.getKey()).isEqualTo(405);
      assertThat(refused.headers().firstValue("allow")).hasValue(address.getValue());
      assertThat(refused.body()).contains("method: DELETE (expected: " + address.getValue() + ")");
      HttpResponse<String> options = send("OPTIONS", address.getKey());
      assertThat(options.statusCode()).as(address.getKey()).isEqualTo(204);
      assertThat(options.headers().firstValue("allow")).hasValue(address.getValue());
    }
    Caller.checked("/overview", send("PUT", own + "/overview").body(), "ApiProblems");
    assertThat(send("DELETE", own + "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aHeadIsThatOfTheAnswer() throws Exception {
    for (String path : List.of("/", "/metrics", "/api/mainstay/v1/overview")) {
      HttpResponse<String> head = send("HEAD", path);
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).as(path).isEmpty();
    }
    assertThat(send("HEAD", "/api/mainstay/v1/live").headers().firstValue("content-type"))
        .hasValue("text/event-stream");
    assertThat(send("HEAD", "/api/mainstay/v1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherOriginThatAsksWhatItMayIsAllowedNothing() throws Exception {
    for (String path : List.of("/prometheus/api/v1/query", "/api/mainstay/v1/overview", "/")) {
      for (String extra : List.of("Access-Control-Request-Method: POST\r\n", "Accept: */*\r\n")) {
        String answer =
            answer(
                "OPTIONS "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://elsewhere.example\r\n"
                    + extra
                    + "\r\n");
        assertThat(answer).as(path).startsWith("HTTP/1.1 204 ").doesNotContain("access-control");
      }
    }
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return api.client()
        .send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whatTheListenerRefusesHasTheShapeOfItsNeighbours() throws Exception {
    for (String address :
        List.of(
            "/objectives?find=%00",
            "/api/mainstay/v1/objectives?find=%00",
            "/prometheus/api/v1/query?query=%zz",
            "/%0a",
            "/../secret")) {
      String answer = answer("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer).as(address).startsWith("HTTP/1.1 400 ");
      JsonNode body = JsonMapper.shared().readTree(answer.substring(answer.indexOf('{')));
      assertThat(body.at("/problems/0/code").asString()).isEqualTo("MS-X400");
      assertThat(body.path("error").asString()).startsWith("address: cannot be read");
      assertThat(body.path("errorType").asString()).isEqualTo("bad_data");
    }
    assertThat(answer("BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 501 ");
  }

  @Test
  void bodiesThatAreTooLongAreRefusedInTheShapeOfTheAddress() throws Exception {
    JsonNode form = tooLong("/prometheus/api/v1/query", 11 << 20);
    assertThat(form.path("status").asString()).isEqualTo("error");
    assertThat(form.path("errorType").asString()).isEqualTo("bad_data");
    assertThat(form.path("error").asString()).isEqualTo("body: more than 10485760 bytes (limit)");
    JsonNode own = tooLong("/api/mainstay/v1/deployments", 100_000);
    assertThat(own.at("/problems/0/message").asString())
        .isEqualTo("body: more than 65536 bytes (limit)");
  }

  /** What a body of unknown length gets, which is refused only once it is too long. */
  private JsonNode tooLong(String path, int length) throws Exception {
    boolean form = path.startsWith("/prometheus");
    HttpResponse<String> refused =
        api.client()
            .send(
                HttpRequest.newBuilder(server.address().resolve(path))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header(
                        "Content-Type",
                        form ? "application/x-www-form-urlencoded" : "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(new byte[length])))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(413);
    return JsonMapper.shared().readTree(refused.body());
  }

  @Test
  void anotherOriginMayNotAct() {
    assertThat(api.post("/deployments", "{}", "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    assertThat(
            api.post(
                    "/deployments",
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Origin",
                    "https://elsewhere.example")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aPageThatLeadsItsNameHereIsRefusedEverywhere() throws Exception {
    for (String path : List.of("/", "/metrics", "/prometheus/api/v1/labels", "/api/v1/write")) {
      assertThat(asked(path, "elsewhere.example:" + server.address().getPort()))
          .as(path)
          .startsWith("HTTP/1.1 403 ")
          .contains("MS-X403", "elsewhere.example", "--allowed-host");
      assertThat(asked(path, "localhost")).as(path).doesNotContain("MS-X403");
    }
    assertThat(answer("GET /readyz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  /** The answer to a request that calls the server by {@code host}. */
  private String asked(String path, String host) throws IOException {
    return answer("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private String answer(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      var in = socket.getInputStream();
      var head = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        head.append((char) next);
        if (head.indexOf("\r\n\r\n") >= 0) {
          break;
        }
      }
      Matcher length = Pattern.compile("content-length: (\\d+)").matcher(head);
      int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return head + new String(in.readNBytes(bytes), UTF_8);
    }
  }

  @Test
  void theLiveStreamBeginsWithTheOverviewAndTellsWhatIsCommitted() throws Exception {
    HttpResponse<java.util.stream.Stream<String>> stream =
        api.client()
            .send(
                HttpRequest.newBuilder(server.address().resolve("/api/mainstay/v1/live")).build(),
                HttpResponse.BodyHandlers.ofLines());
    try (var lines = stream.body()) {
      var events = lines.iterator();
      assertThat(next(events, "event:")).contains("overview");
      Caller.checked("/live", next(events, "data:").substring("data:".length()), "Overview");
      service.broken(true);
      String type = next(events, "event:");
      while (!type.contains("journal")) {
        type = next(events, "event:");
      }
      Caller.checked("/live", next(events, "data:").substring("data:".length()), "JournalEntry");
    }
  }

  private static String next(java.util.Iterator<String> lines, String prefix) {
    while (true) {
      String line = lines.next();
      if (line.startsWith(prefix)) {
        return line;
      }
    }
  }

  @Test
  void aSecondServerOnTheSameDataIsRefusedAndTheFirstGoesOn() {
    assertThatThrownBy(() -> MainstayServer.start(config()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("in use");
    assertThat(api.get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void designsWithErrorsStartNothing() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("bad.yaml"), "apiVersion: mainstay/v1\nkind: Servise\n");
    Path data = folder.resolve("other-data");

    assertThatThrownBy(() -> MainstayServer.start(new ServerConfig(other, data, "127.0.0.1", 0)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problems()).isNotEmpty().allMatch(p -> p.place() != null));
    assertThat(data).doesNotExist();
    assertThat(List.of(folder.toFile().list())).doesNotContain("other-data");
  }
}
