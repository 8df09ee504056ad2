package dev.mainstay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mainstay.kernel.Clock;
import dev.mainstay.kernel.ProblemException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that holds OpenSLO documents beside a design, over a service that really breaks. */
class LiveObjectivesIT {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: %s
        annotations: { mainstay.dev/whenUsedUp: freeze }
      spec:
        service: %s
        indicator:
          metadata: { name: requests }
          spec:
            ratioMetric:
              counter: true
              good: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(http_server_requests_total{status!~"5.."}[5m]))' } } }
              total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(http_server_requests_total[5m]))' } } }
        timeWindow: [ { duration: 1h, isRolling: true } ]
        budgetingMethod: Occurrences
        objectives: [ { targetPercent: 99.9 } ]
      """;

  @TempDir private Path folder;
  private GreetingService service;

  @BeforeEach
  void write() throws IOException {
    service = new GreetingService();
    Files.createDirectories(folder.resolve("ops"));
    Files.writeString(
        folder.resolve("ops/greeter.yaml"),
        """
        apiVersion: mainstay/v1
        kind: Service
        name: greeter
        summary: Greets
        telemetry: { every: 200ms, timeout: 100ms, instances: [127.0.0.1:%d] }
        objectives:
          availability: { of: http, good: status < 500, slo: 99.9 %%, over: 30d }
        """
            .formatted(service.port()));
    Files.writeString(folder.resolve("ops/slo.yaml"), SLO.formatted("greetings", "greeter"));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private MainstayServer server(String... slos) {
    return MainstayServer.start(
        new ServerConfig(
            folder.resolve("ops"),
            folder.resolve("data"),
            "127.0.0.1",
            0,
            new ServerConfig.Files(List.of(), null, List.of(slos))));
  }

  private static JsonNode one(JsonNode detail) {
    return detail.path("objective");
  }

  private static double remaining(JsonNode standing) {
    return standing.path("budget").path("remaining").asDouble(Double.NaN);
  }

  @Test
  void aDocumentBesideADesignIsHeldSeenAndAlertsAndCanBeCorrected() throws IOException {
    Files.createDirectories(folder.resolve("slos"));
    Files.writeString(folder.resolve("slos/cart.yaml"), SLO.formatted("carts", "cart"));
    try (MainstayServer server = server(folder.resolve("slos").toString());
        Caller api = new Caller(server.address())) {
      String path = "/objectives/greeter/greetings";
      JsonNode held = api.await(path, "ObjectiveDetail", each -> remaining(one(each)) == 1);
      assertThat(one(held).path("source").asString()).isEqualTo("openslo");
      assertThat(one(held).path("place").asString()).contains("slo.yaml:1:1");
      assertThat(one(held).path("level").asString()).isEqualTo("healthy");
      assertThat(one(held).path("rates").size()).isEqualTo(3);
      assertThat(one(held).at("/budget/allowedMinutes").asDouble()).isCloseTo(0.06, within(1e-9));
      assertThat(held.at("/release/verdict").asString()).isEqualTo("allow");

      JsonNode all = api.get("/objectives", "ObjectiveList");
      assertThat(all.path("objectives").valueStream().map(each -> each.path("name").asString()))
          .containsExactlyInAnyOrder("availability", "greetings", "carts");
      assertThat(api.get("/services/greeter", "ServiceDetail").toString()).contains("greetings");
      assertThat(api.get("/api/mainstay/v1/objectives/greeter/nothing").statusCode())
          .isEqualTo(404);

      Instant broken = Clock.system().now();
      service.broken(true);
      JsonNode usedUp = api.await(path, "ObjectiveDetail", each -> remaining(one(each)) < 0);
      assertThat(one(usedUp).path("level").asString()).isEqualTo("exhausted");
      assertThat(usedUp.at("/contributors/0/value").asString()).isEqualTo("503");
      assertThat(usedUp.at("/release/verdict").asString()).isEqualTo("freeze");
      assertThat(usedUp.at("/release/reasons/1").asString()).startsWith("greetings: -");
      api.await(
          "/incidents?state=open",
          "IncidentSummary[]",
          each -> each.toString().contains("greetings-budget-burns"));
      service.broken(false);

      Instant until = Clock.system().now().plus(Duration.ofSeconds(1));
      var exclusion =
          Map.of(
              "service", "greeter",
              "objective", "greetings",
              "from", broken.minusSeconds(1).toString(),
              "until", until.toString(),
              "reason", "the bank was closed",
              "by", "ana");
      JsonNode said = api.post("/exclusions", 201, "Correction", exclusion);
      assertThat(said.path("id").asString()).isEqualTo("COR-1");
      JsonNode mended = api.await(path, "ObjectiveDetail", each -> remaining(one(each)) == 1);
      assertThat(mended.path("corrections").size()).isEqualTo(1);
      assertThat(mended.at("/effects/0/correction").asString()).isEqualTo("COR-1");
      assertThat(mended.at("/effects/0/bad").asDouble()).isNegative();
      assertThat(mended.at("/effects/0/total").asDouble())
          .isLessThanOrEqualTo(mended.at("/effects/0/bad").asDouble());
      assertThat(api.post("/exclusions", 201, "Correction", exclusion).path("id").asString())
          .isEqualTo("COR-1");
      assertThat(mended.at("/release/verdict").asString()).isEqualTo("allow");
      assertThat(api.get("/journal?limit=1000", "JournalEntry[]").toString())
          .contains(
              "objective.budget-exhausted",
              "objective.budget-recovered",
              "ana excludes the time from");

      api.post(
          "/corrections/COR-1/withdraw",
          200,
          "Correction",
          Map.of("by", "bo", "reason", "it was open"));
      assertThat(remaining(one(api.get(path, "ObjectiveDetail")))).isNegative();
      assertThat(api.get("/corrections?service=greeter", "Correction[]").size()).isEqualTo(1);

      JsonNode asked =
          api.post(
              "/exceptions",
              201,
              "ReleaseException",
              Map.of("service", "greeter", "version", "1.1", "reason", "law", "by", "ana"));
      String id = asked.path("id").asString();
      HttpResponse<String> own = api.post("/exceptions/" + id + "/approve", "{\"by\":\"ana\"}");
      assertThat(own.statusCode()).isEqualTo(409);
      JsonNode approved =
          api.post("/exceptions/" + id + "/approve", 200, "ReleaseException", Map.of("by", "bo"));
      assertThat(approved.path("state").asString()).isEqualTo("approved");
      assertThat(api.get("/releases/greeter?version=1.1", "Release").path("verdict").asString())
          .isEqualTo("warn");
      assertThat(api.get("/releases/greeter?version=1.2", "Release").path("verdict").asString())
          .isEqualTo("freeze");
      api.get("/exceptions", "ReleaseException[]");
      assertThat(api.get("/metrics").body())
          .contains("mainstay_objectives 3", "mainstay_objectives_exhausted 2");

      HttpResponse<String> bad =
          api.post(
              "/exclusions",
              "{\"service\":\"greeter\",\"from\":\"today\",\"until\":\"later\","
                  + "\"reason\":\"x\",\"by\":\"ana\"}");
      assertThat(bad.statusCode()).isEqualTo(400);
      assertThat(bad.body()).contains("from: today", "until: later");
    }
  }

  @Test
  void afterKillAllOfItIsThereAgainAndTheFreezeFromTheFirstAnswerOn() throws Exception {
    Path ops = folder.resolve("ops");
    Path data = folder.resolve("data");
    String path = "/objectives/greeter/greetings";
    JsonNode before;
    try (ServerProcess first = ServerProcess.start(ops, data);
        Caller api = new Caller(first.address())) {
      service.broken(true);
      api.await(path, "ObjectiveDetail", each -> remaining(one(each)) < -1);
      service.close();
      Instant now = Clock.system().now();
      api.post(
          "/exclusions",
          201,
          "Correction",
          Map.of(
              "service", "greeter",
              "from", now.minusSeconds(3600).toString(),
              "until", now.minusSeconds(3599).toString(),
              "reason", "nothing",
              "by", "ana"));
      double[] last = {Double.NaN};
      before =
          api.await(
              path,
              "ObjectiveDetail",
              each -> {
                boolean same = one(each).at("/budget/spent").asDouble() == last[0];
                last[0] = one(each).at("/budget/spent").asDouble();
                return same && one(each).path("asOf").asDouble() > now.getEpochSecond() + 6;
              });
      first.kill();
    }

    try (ServerProcess second = ServerProcess.start(ops, data);
        Caller api = new Caller(second.address())) {
      assertThat(api.get("/releases/greeter", "Release").path("verdict").asString())
          .isEqualTo("freeze");
      JsonNode after =
          api.await(path, "ObjectiveDetail", each -> !one(each).path("budget").isNull());

      assertThat(one(after).at("/budget/spent")).isEqualTo(one(before).at("/budget/spent"));
      assertThat(after.path("corrections")).isEqualTo(before.path("corrections"));
      assertThat(remaining(one(after))).isNegative();
    }
  }

  @Test
  void aPolicyOfADocumentTakesThePlaceOfTheRules() throws IOException {
    Files.writeString(
        folder.resolve("ops/slo.yaml"),
        SLO.formatted("greetings", "greeter")
            + """
              alertPolicies: [ { alertPolicyRef: tickets } ]
            ---
            apiVersion: openslo/v1
            kind: AlertPolicy
            metadata: { name: tickets }
            spec:
              description: greetings are late
              notificationTargets: [ { spec: { target: email } } ]
              conditions:
                - spec:
                    severity: ticket
                    condition: { kind: burnrate, op: gte, threshold: 2, lookbackWindow: 10m }
            """);
    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      api.await(
          "/objectives/greeter/greetings", "ObjectiveDetail", each -> remaining(one(each)) == 1);
      service.broken(true);
      JsonNode open =
          api.await("/incidents?state=open", "IncidentSummary[]", each -> !each.isEmpty());
      assertThat(open.get(0).path("title").asString()).startsWith("greetings-tickets on greeter");
      assertThat(open.get(0).path("severity").asString()).isEqualTo("P3");
      assertThat(api.get("/journal?limit=1000", "JournalEntry[]").toString())
          .contains("objectives.warned", "notificationTargets: not used")
          .doesNotContain("greetings-budget-burns");
    }
  }

  @Test
  void badDocumentsAreRefusedAtTheirPlaceAtTheStartAndLive() throws IOException {
    Path slo = folder.resolve("ops/slo.yaml");
    Files.writeString(slo, SLO.formatted("availability", "greeter"));
    assertThatThrownBy(this::server)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(problem ->
                        problem.message().contains("an objective of the design too")
                            && problem.place() != null));
    Files.writeString(slo, SLO.formatted("greetings", "greeter"));

    try (MainstayServer server = server();
        Caller api = new Caller(server.address())) {
      Files.writeString(slo, SLO.formatted("greetings", "greeter").replace("99.9", "100"));
      api.await(
          "/journal?limit=1000",
          "JournalEntry[]",
          each -> each.toString().contains("objectives.refused"));
      assertThat(api.get("/objectives?service=greeter", "ObjectiveList").path("total").asInt())
          .isEqualTo(2);

      Files.writeString(slo, SLO.formatted("hellos", "greeter"));
      api.await(
          "/objectives?service=greeter",
          "ObjectiveList",
          each -> each.toString().contains("hellos"));
    }
  }
}
